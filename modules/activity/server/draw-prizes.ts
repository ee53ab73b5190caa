import type { StoredActivity } from './store.ts'

/** Prizes that are drawn, in their order, with what each has of its own. */
export const drawPrizes = ({ spec }: Pick<StoredActivity, 'spec'>) =>
  spec.awards.flatMap(({ name, at, who }) =>
    at === 'end' && who.kind === 'draw' ? [{ name, n: who.n, weights: who.weights ?? null, only: who.only ?? null }] : [],
  )
