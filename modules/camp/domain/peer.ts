export interface Reading {
  readonly reader: number
  readonly place: number
  readonly author: number
}

/** Everybody who handed in reads the next ones in a circle: as many as the plan says or there are, each read as often, nobody their own. */
export function circleOf(people: readonly number[], readers: number): Reading[] {
  const each = Math.min(readers, people.length - 1)
  return people.flatMap((reader, at) =>
    Array.from({ length: Math.max(0, each) }, (_, step) => ({
      reader,
      place: step + 1,
      author: people[(at + step + 1) % people.length] ?? reader,
    })),
  )
}
