import { createCtx, databasePort } from '@grove/db'
import { changeCards } from '@grove/conversation/server'
import type { App, Ctx } from '@grove/kernel/server'
import { cardOf } from '../domain/card.ts'
import { wordsOf } from './make-questions.ts'
import { type CardRow, readCards } from './read-cards.ts'
import { STEP } from './sends.ts'
import { tellPhones } from './tell-phones.ts'

/** Redraws the cards of these activities' present rounds for everybody in their rooms; a card that says the same already is left alone. */
export async function refreshCards(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await redraw(ctx, await readCards(ctx, ids))
}

/** Answers how many said something else before. */
function redraw(ctx: Ctx, cards: readonly CardRow[]): Promise<number> {
  const t = wordsOf(ctx)
  return changeCards(
    ctx,
    cards.map((card) => ({
      source: 'activity' as const,
      runId: card.id,
      stepId: STEP.card,
      occurrence: card.round,
      communityId: card.communityId,
      body: cardOf(t, card),
    })),
  )
}

/** How long answers gather before the card is redrawn: what a room of phones can follow. */
const GATHER_MS = 250
/** What no card tells: votes, and everything in a group without a room of ours. Each phone asks for it, so it gathers longer. */
const NEWS_MS = 3000
const waiting = new WeakMap<App, Set<string>>()

/** Something came in: the card is redrawn soon, once for all that comes meanwhile. It may be lost with the process; the next one redraws it. */
export function pokeCard(ctx: Ctx, id: number): void {
  soon(ctx, `card ${id}`, GATHER_MS, async (later) => {
    const cards = await readCards(later, [id])
    if ((await redraw(later, cards)) > 0) return
    for (const { communityId } of cards) soon(later, `news ${id}`, NEWS_MS, async (then) => tellPhones(then, [communityId]))
  })
}

function soon(ctx: Ctx, what: string, afterMs: number, act: (later: Ctx) => Promise<void>): void {
  const all = waiting.get(ctx.app) ?? new Set<string>()
  waiting.set(ctx.app, all)
  const key = `${ctx.workspaceId} ${what}`
  if (all.has(key)) return
  all.add(key)
  const { app, workspaceId, zone, locale } = ctx
  setTimeout(() => {
    all.delete(key)
    const later = createCtx(app, app.use(databasePort), { workspaceId, zone, locale, actor: { kind: 'system', name: 'activity' } })
    act(later).catch((error: unknown) => app.log.warn({ what, error: String(error) }, 'phones were not told this time'))
  }, afterMs).unref()
}
