import { CallError, type Client } from '@grove/client'
import { createContext, useContext } from 'react'

export interface Workspace {
  /** Public key of the workspace, the `:ws` of every path. */
  readonly ws: string
  readonly client: Client
}

export const WorkspaceContext = createContext<Workspace | null>(null)

/** The workspace of the page and the way to call its server. @throws Error outside the shell */
export function useWorkspace(): Workspace {
  const found = useContext(WorkspaceContext)
  if (!found) throw new Error('useWorkspace is called outside the member pages')
  return found
}

/** Whatever was thrown, as the error that has words; a programming error is not hidden behind them. */
export function asCallError(cause: unknown): CallError {
  return cause instanceof CallError ? cause : new CallError('client.bad_answer', 0, { status: 0 })
}
