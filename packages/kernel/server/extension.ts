declare const extensionType: unique symbol

/** A place where modules add to another module without it knowing them (playbook actions, conditions, lint rules, channels). */
export interface ExtensionPoint<T> {
  readonly name: string
  of(value: T): Extension<T>
}
export interface Extension<T = unknown> {
  readonly point: string
  readonly value: T
  readonly [extensionType]?: T
}
export function extensionPoint<T>(name: string): ExtensionPoint<T> {
  return { name, of: (value) => ({ point: name, value }) }
}
