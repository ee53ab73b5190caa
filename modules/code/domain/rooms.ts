export interface RoomGroup {
  readonly externalId: string
  readonly members: number
  readonly gone: boolean
}

export interface Rooms {
  readonly targets: readonly string[]
  /** Seats left in all groups of the code, also those not in turn yet. */
  readonly seats: number
}

/** Which groups a code leads to now: the first with room, as many as the platform takes; when all are full, the last of those still there. */
export function roomsNow(groups: readonly RoomGroup[], { fullAt, most }: { readonly fullAt: number; readonly most: number }): Rooms {
  const there = groups.filter((group) => !group.gone)
  const open = there.filter((group) => group.members < fullAt)
  const seats = open.reduce((sum, group) => sum + fullAt - group.members, 0)
  // The platform wants at least one, and makes the next group from the last.
  const targets = open.length > 0 ? open.slice(0, most) : there.slice(-1)
  return { targets: targets.map((group) => group.externalId), seats }
}
