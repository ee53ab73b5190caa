import type { CommunityAction, CommunityState } from '../contract/index.ts'

/** Moves a person may make. A community goes forward; it comes back only from a pause that has not ended it. */
const MOVES: Readonly<Record<CommunityState, readonly CommunityState[]>> = {
  planned: ['recruiting', 'active', 'dissolved'],
  recruiting: ['active', 'planned', 'closing'],
  active: ['recruiting', 'cooling', 'closing'],
  cooling: ['active', 'closing'],
  closing: ['active', 'dissolved', 'transferred'],
  dissolved: [],
  transferred: [],
}

const ALLOWED: Readonly<Record<CommunityState, readonly CommunityAction[]>> = {
  planned: ['startRun', 'edit', 'staff', 'invite', 'remove', 'leave'],
  recruiting: ['join', 'post', 'startRun', 'send', 'invite', 'edit', 'staff', 'remove', 'leave', 'transfer'],
  active: ['join', 'post', 'startRun', 'send', 'invite', 'edit', 'staff', 'remove', 'leave', 'transfer'],
  cooling: ['post', 'send', 'edit', 'staff', 'remove', 'leave', 'transfer'],
  closing: ['post', 'send', 'staff', 'remove', 'leave', 'transfer'],
  dissolved: [],
  transferred: [],
}

/** Whether a community in this state allows the action. */
export function can(state: CommunityState, action: CommunityAction): boolean {
  return ALLOWED[state].includes(action)
}

export function allowedActions(state: CommunityState): readonly CommunityAction[] {
  return ALLOWED[state]
}

export function movesFrom(state: CommunityState): readonly CommunityState[] {
  return MOVES[state]
}

export function mayMove(from: CommunityState, to: CommunityState): boolean {
  return MOVES[from].includes(to)
}

export function isOver(state: CommunityState): boolean {
  return state === 'dissolved' || state === 'transferred'
}

export interface LifeTimes {
  readonly state: CommunityState
  readonly opensAt: Date | null
  readonly closesAt: Date | null
  readonly coolingHours: number
  readonly closingHours: number
}

const HOUR = 3_600_000

/**
 * What the clock does next: opens at `opensAt`, lets nobody in from `coolingHours` before the end, closes at the end,
 * and is gone `closingHours` later. Null when nothing is due by itself.
 */
export function nextMove(life: LifeTimes): { readonly to: CommunityState; readonly at: Date } | null {
  const { state, opensAt, closesAt } = life
  if (state === 'planned' && opensAt) return { to: 'recruiting', at: opensAt }
  if (!closesAt) return null
  if (state === 'recruiting' || state === 'active') {
    const cooling = new Date(closesAt.getTime() - life.coolingHours * HOUR)
    return life.coolingHours > 0 ? { to: 'cooling', at: cooling } : { to: 'closing', at: closesAt }
  }
  if (state === 'cooling') return { to: 'closing', at: closesAt }
  if (state === 'closing') return { to: 'dissolved', at: new Date(closesAt.getTime() + life.closingHours * HOUR) }
  return null
}
