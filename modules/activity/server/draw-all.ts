import type { Ctx } from '@grove/kernel/server'
import { draw, type Ticket } from '../domain/draw.ts'
import { drawPrizes } from './draw-prizes.ts'
import { type StoredActivity, unluckyOf, type Whole, writeTickets } from './store.ts'
import { weighTickets } from './weigh-tickets.ts'

/** Draws for every activity that has something to draw, and keeps the tickets for who draws again. Answers members by the place of the prize. */
export async function drawAll(
  ctx: Ctx,
  activities: readonly StoredActivity[],
  people: readonly (Whole & { readonly joined: number })[],
): Promise<ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>> {
  const drawing = activities.filter((one) => drawPrizes(one).length > 0)
  if (drawing.length === 0) return new Map()
  const patient = drawing.filter((one) => one.spec.guaranteeAfter > 0)
  const unlucky = patient.length
    ? await unluckyOf(
        ctx,
        patient.map((one) => ({ id: one.id, communityId: one.communityId, after: one.spec.guaranteeAfter })),
      )
    : []
  const firsts = new Set(unlucky.map((row) => `${row.activityId}:${row.memberId}`))
  const heldBy = await weighTickets(ctx, drawing, people)
  const drawn = drawing.map((activity) => {
    const own = people.filter((one) => one.activityId === activity.id)
    const tickets: Ticket[] = own
      .map((one) => ({
        number: one.joined,
        ...heldBy(activity, one),
        first: firsts.has(`${activity.id}:${one.memberId}`),
      }))
      .toSorted((a, b) => a.number - b.number)
    const holders = new Map(own.map((one) => [one.joined, one.memberId]))
    const places = new Map<number, number[]>()
    for (const { prize, number } of draw(activity.seed, tickets, drawPrizes(activity)))
      places.set(prize, [...(places.get(prize) ?? []), holders.get(number) ?? 0])
    return { id: activity.id, tickets, places }
  })
  await writeTickets(ctx, drawn)
  return new Map(drawn.map(({ id, places }) => [id, places]))
}
