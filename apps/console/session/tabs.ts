/** What one tab tells the others: the session moved to another account or workspace. */
export interface Moved {
  readonly accountId: number | undefined
  readonly workspaceId: number | undefined
}

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('grove.session')

export function announce(moved: Moved): void {
  channel?.postMessage(moved)
}

/** The listener runs when another tab of this browser signed in, out, or moved; a cookie is shared by all of them. */
export function onOtherTab(listener: () => void): () => void {
  channel?.addEventListener('message', listener)
  return () => channel?.removeEventListener('message', listener)
}
