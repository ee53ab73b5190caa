import { constants, getPriority, setPriority } from 'node:os'
import type { ProcessRole } from './config.ts'

/** How far those of a role step back, and the processes of the database that work for them. */
export const STEPS_BACK: Readonly<Record<ProcessRole, number>> = { all: 0, web: 0, ingress: 10, worker: 10 }

/** The priority of a process that was started with `given`, as the system counts: −20 first, 19 last. */
export const priorityOf = (role: ProcessRole, given: number): number => Math.min(constants.priority.PRIORITY_LOW, given + STEPS_BACK[role])

/**
 * Whoever looks at a page waits for it; what platforms tell and what is done behind may take a moment more. On a machine they share, the
 * processes for those take what the others leave.
 */
export function stepBack(role: ProcessRole): void {
  const given = getPriority()
  if (priorityOf(role, given) !== given) setPriority(priorityOf(role, given))
}
