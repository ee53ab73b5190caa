export interface DataSizes {
  readonly members: number
  /** Rows of `member_tag`, not kinds of tags. */
  readonly tags: number
  readonly events: number
  readonly communities: number
  /** The same seed and sizes give the same rows, but for where their numbers start. */
  readonly seed: number
}

/** What the promises of speed are about. */
export const FULL: DataSizes = { members: 1_000_000, tags: 10_000_000, events: 20_000_000, communities: 10_000, seed: 1 }

/** Sizes that fit together: what is not said follows from the members, as in `FULL`. @throws Error that says which number cannot be */
export function dataSizes(wanted: Partial<DataSizes>): DataSizes {
  const members = wanted.members ?? FULL.members
  const share = members / FULL.members
  const sizes = {
    members,
    tags: wanted.tags ?? Math.round(FULL.tags * share),
    events: wanted.events ?? Math.round(FULL.events * share),
    communities: wanted.communities ?? Math.max(3, Math.round(FULL.communities * share)),
    seed: wanted.seed ?? FULL.seed,
  }
  for (const [name, value] of Object.entries(sizes))
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number`)
  if (members < 100 || sizes.events < 1000 || sizes.communities < 2) throw new Error('at least 100 members, 1,000 events and 2 communities')
  if (sizes.tags > members * 100) throw new Error('at most 100 tags a member')
  return sizes
}
