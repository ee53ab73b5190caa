import { type CommunityOptions, type CommunityState, type CommunityType, TYPE_FACTS } from '../contract/index.ts'
import { nextMove } from '../domain/life.ts'

/** When the clock moves a community next; its own hours win over those of its type. */
export function nextMoveAt(one: {
  readonly type: CommunityType
  readonly state: CommunityState
  readonly opensAt: Date | null
  readonly closesAt: Date | null
  readonly options: CommunityOptions
}): Date | null {
  return moveOf(one)?.at ?? null
}

export function moveOf(one: Parameters<typeof nextMoveAt>[0]): ReturnType<typeof nextMove> {
  const facts = TYPE_FACTS[one.type]
  return nextMove({
    state: one.state,
    opensAt: one.opensAt,
    closesAt: one.closesAt,
    coolingHours: one.options.coolingHours ?? facts.coolingHours,
    closingHours: one.options.closingHours ?? facts.closingHours,
  })
}
