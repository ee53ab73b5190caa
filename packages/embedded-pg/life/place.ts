import { join } from 'node:path'

/** Where everything of one embedded server lives. Only `<dataDir>/postgres` is ours; the rest of the data folder is left alone. */
export interface Place {
  readonly root: string
  /** PostgreSQL's own data directory. */
  readonly cluster: string
  readonly password: string
  /** The port used last; tried first at the next start. */
  readonly port: string
  /** Exists while the server shall outlive its processes. */
  readonly keep: string
  /** Names the machine that runs the server; touched by every process that uses it. */
  readonly presence: string
  /** What the server says before its own log opens. */
  readonly startLog: string
  readonly logs: string
}

export function placeIn(dataDir: string): Place {
  const root = join(dataDir, 'postgres')
  const cluster = join(root, 'cluster')
  return {
    root,
    cluster,
    password: join(root, 'password'),
    port: join(root, 'port'),
    keep: join(root, 'keep-running'),
    presence: join(root, 'presence'),
    startLog: join(root, 'start.log'),
    logs: join(cluster, 'log'),
  }
}
