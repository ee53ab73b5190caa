import { addEntry, answerActivity, getCockpit, planActivity } from '@grove/activity/contract'
import type { Client } from '@grove/client'
import type { Locale } from '@grove/kernel/contract'
import type { Person } from './play-stage.ts'
import { playWords } from './play-words.ts'
import { until } from './stage.ts'
import type { Product } from './start-product.ts'

const WEEK = 10_000
export type Game = 'drawn' | 'coming' | 'signIn' | 'entries' | 'dice' | 'guess'
export interface Played {
  readonly id: number
  readonly code: string
}

/** Monday morning: a draw that is drawn within the hour and one that is to come; sign-ins, questions, dice and a guess that stay open. */
export async function playGames(
  product: Product,
  desk: Client,
  locale: Locale,
  where: { readonly ws: string; readonly hallId: number },
  people: readonly Person[],
): Promise<Record<Game, Played>> {
  const { games, guess, entry } = playWords(locale)
  const { ws } = where
  const plan = async (script: string, title: string, more: object = {}): Promise<Played> => {
    const startsAt = product.now().toISOString()
    const { ids } = await desk.call(planActivity, { script, title, communityIds: [where.hallId], startsAt, ...more })
    const id = ids[0] ?? 0
    return { id, code: (await desk.call(getCockpit, { id })).code }
  }
  const stageOf = (id: number, stage: string) =>
    until(async () => ((await desk.call(getCockpit, { id })).stage === stage ? true : undefined))
  const answer = async ({ id, code }: Played, choice: (at: number) => string, some = people) => {
    await stageOf(id, 'open')
    for (const [at, one] of some.entries()) await one.client.call(answerActivity, { ws, code, choice: choice(at) })
  }
  const played = {
    drawn: await plan('lucky-draw', games.drawn, { weights: { perSignIn: 1, rules: [] } }),
    coming: await plan('lucky-draw', games.coming, { startsAt: '2026-11-08T12:00:00Z' }),
    signIn: await plan('sign-in-week', games.signIn),
    entries: await plan('ask-me-anything', games.entries, { roundMinutes: WEEK }),
    dice: await plan('dice-guess', games.dice, { rounds: 1, roundMinutes: WEEK }),
    guess: await plan('guess-the-number', games.guess, { roundMinutes: WEEK, source: { kind: 'guess', text: guess, options: [] } }),
  }
  await answer(played.drawn, () => 'A')
  await answer(played.signIn, () => 'A')
  await answer(played.guess, (at) => String(180 + 7 * at), people.slice(1))
  await answer(played.dice, (at) => 'AB'[at % 2] ?? 'A', people.slice(1))
  await stageOf(played.entries.id, 'open')
  for (const [at, one] of people.slice(0, 3).entries())
    await one.client.call(addEntry, { ws, code: played.entries.code, key: `question-${at}`, text: `${entry} ${at + 1}` })
  await product.setClock(new Date('2026-11-02T01:45:00Z'))
  await stageOf(played.drawn.id, 'won')
  return played
}
