import type { Ctx } from '@grove/kernel/server'

/** Touches a playbook would make, at the moments they would leave. */
export interface PlannedTouches {
  /** Each of them gets all of it; none: invented members, of no group. */
  readonly communityIds: readonly number[]
  readonly members: number
  /** Posts to a group, and what each of today's members gets in private. */
  readonly group: readonly Date[]
  readonly member: readonly Date[]
}

/** Whom something would keep a day's touches from. */
export interface Unreached {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly level: 'group' | 'member'
  /** Words under `send.reason.<reason>`. */
  readonly reason: string
  readonly count: number
  /** Opens the list of them in the one community asked about; null where there is none to open. */
  readonly key: string | null
}

export interface UnreachedMember {
  readonly id: number
  readonly name: string
  /** Messages they had or are about to get, of so many; null where the reason is no number. */
  readonly used: number | null
  readonly most: number | null
}

/** Who knows beforehand that touches would not arrive registers here; playbooks ask without knowing why. */
export interface TouchForecast {
  readonly name: string
  readonly foresee: (ctx: Ctx, planned: PlannedTouches) => Promise<readonly Unreached[]>
  /** Those behind a `key`, by number, one page. The caller has checked that the actor may see the community. */
  readonly list: (
    ctx: Ctx,
    asked: { readonly communityId: number; readonly key: string },
    page: { readonly after: number; readonly limit: number },
  ) => Promise<readonly UnreachedMember[]>
}
