import type { WorkspaceId } from '@grove/kernel/contract'
import { extensionPoint, type SystemCtx } from '@grove/kernel/server'

/**
 * Who a member cookie stands for by now, told by the module that owns members: the record that theirs went into when two were merged,
 * undefined when there is none any more. Without anybody to ask, the cookie is taken at its word.
 */
export const memberStandings =
  extensionPoint<(system: SystemCtx, workspaceId: WorkspaceId, memberId: number) => Promise<number | undefined>>('identity.member-standing')
