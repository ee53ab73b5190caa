const open: ReadonlySet<string> = new Set(['recruiting', 'active', 'cooling', 'closing'])

/** Whether people may speak in a community of this state. */
export function roomTakesPosts(state: string): boolean {
  return open.has(state)
}
