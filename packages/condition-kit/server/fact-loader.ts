import type { Ctx } from '@grove/kernel/server'
import type { FactKey, Facts } from '../contract/index.ts'

export interface FactRequest {
  /** 0 when no community is given. */
  readonly communityId: number
  /** Empty when only facts of the community are asked for. */
  readonly memberIds: readonly number[]
  /** Keys of this loader's families only. */
  readonly keys: readonly FactKey[]
  readonly now: Date
  /** When the run began, for questions asked in one; null outside. */
  readonly runStartAt: Date | null
}

/** Answers fact keys of some families for many members at once, in a fixed number of statements. */
export interface FactLoader {
  /** Families it owns (see `familyOf`); `community.*` families are answered under member 0. */
  readonly families: readonly string[]
  readonly load: (ctx: Ctx, request: FactRequest) => Promise<ReadonlyMap<number, Facts>>
}
