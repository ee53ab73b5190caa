import type { Ctx } from '@grove/kernel/server'
import type { FactKey, Facts } from '../contract/index.ts'

export interface FactRequest {
  readonly communityId: number
  /** Empty when only facts of the community are asked for. */
  readonly memberIds: readonly number[]
  /** Keys of this loader's families only. */
  readonly keys: readonly FactKey[]
  readonly now: Date
  readonly runId: number
}

/** Answers fact keys of some families for many members at once, in a fixed number of statements. */
export interface FactLoader {
  /** Families it owns (see `familyOf`); `community.*` families are answered under member 0. */
  readonly families: readonly string[]
  readonly load: (ctx: Ctx, request: FactRequest) => Promise<ReadonlyMap<number, Facts>>
}
