import type { Award, AwardRule, Prize } from '../contract/index.ts'

export interface Contender {
  readonly memberId: number
  /** In the order of acting. */
  readonly hit: boolean
  readonly choice: string
}
export interface Standing {
  readonly memberId: number
  readonly score: number
  /** Longest streak of days. */
  readonly streak: number
}
export interface Winner {
  readonly memberId: number
  /** Place among all winners, the first award first. */
  readonly rank: number
  readonly award: string
  readonly prize: Prize
}

/** Winners of a round; `acts` stand in their order. One prize a person: the first award that fits. */
export function roundWinners(awards: readonly Award[], acts: readonly Contender[], answer: string | null = null): Winner[] {
  return oneEach(awards.filter((award) => award.at === 'round').flatMap((award) => named(award, pickOfRound(award.who, acts, answer))))
}

function pickOfRound(who: AwardRule, acts: readonly Contender[], answer: string | null): number[] {
  const right = acts.filter((act) => act.hit).map((act) => act.memberId)
  switch (who.kind) {
    case 'first':
      return right.slice(0, who.n)
    case 'right':
      return right
    case 'nearest':
      return answer === null ? [] : nearest(acts, Number(answer)).slice(0, who.n)
    case 'joined':
      return acts.length >= who.atLeast ? acts.map((act) => act.memberId) : []
    case 'claim':
    case 'rank':
    case 'streak':
    case 'draw':
      return []
  }
}

export interface Whole {
  /** Everybody who took part, best first. */
  readonly standings: readonly Standing[]
  /** Members drawn, by the place of the award among those that draw. */
  readonly drawn: ReadonlyMap<number, readonly number[]>
}

/** Winners of the whole; ranks count only who has any score. */
export function endWinners(awards: readonly Award[], whole: Whole): Winner[] {
  let draws = 0
  return oneEach(
    awards
      .filter((award) => award.at === 'end')
      .flatMap((award) =>
        named(award, award.who.kind === 'draw' ? (whole.drawn.get(draws++) ?? []) : pickOfWhole(award.who, whole.standings)),
      ),
  )
}

function pickOfWhole(who: AwardRule, standings: readonly Standing[]): number[] {
  const ids = (some: readonly Standing[]) => some.map((one) => one.memberId)
  switch (who.kind) {
    case 'rank':
      return ids(standings.filter((one) => one.score > 0).slice(who.from - 1, who.to))
    case 'streak':
      return ids(standings.filter((one) => one.streak >= who.days))
    case 'joined':
      return standings.length >= who.atLeast ? ids(standings) : []
    case 'right':
      return ids(standings.filter((one) => one.score > 0))
    case 'first':
    case 'claim':
    case 'draw':
    case 'nearest':
      return []
  }
}

/** The closest first; of two as close, who said it sooner. */
const nearest = (acts: readonly Contender[], result: number): number[] =>
  acts
    .map((act) => ({ memberId: act.memberId, off: Math.abs(Number(act.choice) - result) }))
    .filter((act) => Number.isFinite(act.off))
    .toSorted((a, b) => a.off - b.off)
    .map((act) => act.memberId)

const named = (award: Award, memberIds: readonly number[]): Winner[] =>
  memberIds.map((memberId) => ({ memberId, rank: 0, award: award.name, prize: award.prize }))

function oneEach(winners: readonly Winner[]): Winner[] {
  const seen = new Set<number>()
  return winners.filter(({ memberId }) => !seen.has(memberId) && seen.add(memberId)).map((winner, at) => ({ ...winner, rank: at + 1 }))
}
