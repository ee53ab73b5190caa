import { createCtx, databasePort } from '@grove/db'
import { changeCards } from '@grove/conversation/server'
import type { App, Ctx } from '@grove/kernel/server'
import { cardOf } from '../domain/card.ts'
import { wordsOf } from './make-questions.ts'
import { readCards } from './read-cards.ts'
import { STEP } from './sends.ts'

/** Redraws the cards of these activities' present rounds for everybody in their rooms; a card that says the same already is left alone. */
export async function refreshCards(ctx: Ctx, ids: readonly number[]): Promise<void> {
  const t = wordsOf(ctx)
  const cards = await readCards(ctx, ids)
  await changeCards(
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
const waiting = new WeakMap<App, Set<string>>()

/** Something came in: the card is redrawn soon, once for all that comes meanwhile. It may be lost with the process; the next one redraws it. */
export function pokeCard(ctx: Ctx, id: number): void {
  const all = waiting.get(ctx.app) ?? new Set<string>()
  waiting.set(ctx.app, all)
  const key = `${ctx.workspaceId}:${id}`
  if (all.has(key)) return
  all.add(key)
  const { app, workspaceId, zone, locale } = ctx
  setTimeout(() => {
    all.delete(key)
    const later = createCtx(app, app.use(databasePort), { workspaceId, zone, locale, actor: { kind: 'system', name: 'activity' } })
    refreshCards(later, [id]).catch((error: unknown) =>
      app.log.warn({ activity: id, error: String(error) }, 'a card was not redrawn this time'),
    )
  }, GATHER_MS).unref()
}
