import type { Clock } from '../contract/index.ts'
import type { Registry } from './registry.ts'
import type { Signals } from './signals.ts'

export interface Logger {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

declare const portType: unique symbol
/** A typed slot that composition fills (sockets hub, job queue, channels): modules ask for the port, never for the app. */
export interface Port<T> {
  readonly name: string
  readonly [portType]?: T
}
export function port<T>(name: string): Port<T> {
  return { name }
}

/** The process: one per server, worker or test. */
export interface App {
  readonly registry: Registry
  readonly signals: Signals
  readonly log: Logger
  readonly clock: Clock
  readonly config: AppConfig
  use<T>(slot: Port<T>): T
  fill<T>(slot: Port<T>, value: T): void
}

export interface AppConfig {
  /** Folder of the embedded database, uploads in flight, logs. */
  readonly dataDir: string
  /** Secret that signs member cookies and links; made on the first start and kept in the database. */
  readonly secret: string
  /** What personal values are sealed with: the current key first, then older ones still in use; the secret unless given. */
  readonly keys?: readonly string[]
  /** Public address of the server, without a trailing slash. */
  readonly baseUrl: string
}
