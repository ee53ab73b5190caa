import { addMembers, removeMember } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers } from '@grove/member/server'
import type { Dice } from '../domain/chance-of.ts'
import type { InventedPerson } from '../domain/people.ts'
import { type DemoSize, peopleKnown } from '../domain/plots.ts'
import type { LivingGroup } from './open-group.ts'

/** New records of the day. */
export async function getKnown(ctx: Ctx, people: readonly InventedPerson[], ids: number[], size: DemoSize, day: number): Promise<void> {
  const fresh = people.slice(ids.length, peopleKnown(size, day)).map(({ displayName, city, source }) => ({ displayName, city, source }))
  if (fresh.length > 0) ids.push(...(await createMembers(ctx, fresh)))
}

/** People join: a first crowd, then some every day, each from the pool that this group has not had yet. */
export async function arrive(
  ctx: Ctx,
  group: LivingGroup,
  day: number,
  people: readonly InventedPerson[],
  ids: readonly number[],
  dice: Dice,
): Promise<void> {
  const { plot } = group
  const age = day - plot.opens
  if (age >= plot.lasts) return
  const wanted = age === 0 ? plot.first : Math.floor(plot.perDay * (age + 1)) - Math.floor(plot.perDay * age)
  const room = Math.min(wanted, plot.most - group.people.length)
  const known = new Set(group.people.map((one) => one.memberId))
  const start = Math.floor(dice.share(`pool/${plot.key}`, 0) * ids.length)
  const chosen: number[] = []
  for (let step = 0; step < ids.length && chosen.length < room; step++) {
    const index = (start + step) % ids.length
    if (!known.has(ids[index] ?? 0)) chosen.push(index)
  }
  const memberIds = chosen.map((index) => ids[index] ?? 0)
  if (memberIds.length === 0) return
  const { joined } = await addMembers(ctx, {
    id: group.communityId,
    memberIds,
    scene: 'link',
    source: people[chosen[0] ?? 0]?.source ?? null,
  })
  const inside = new Set(joined)
  for (const index of chosen) {
    const [memberId, person] = [ids[index] ?? 0, people[index]]
    if (person && inside.has(memberId)) group.people.push({ memberId, person })
  }
}

/** Now and then somebody who never speaks is gone. */
export async function depart(ctx: Ctx, group: LivingGroup, day: number, dice: Dice): Promise<void> {
  if (day - group.plot.opens >= group.plot.lasts) return
  const index = group.people.findIndex(
    ({ memberId, person }) => person.voice < 0.3 && dice.share(`leave/${group.communityId}/${day}`, memberId) < 0.004,
  )
  const [gone] = index >= 0 ? group.people.splice(index, 1) : []
  if (!gone) return
  await removeMember(ctx, {
    id: group.communityId,
    memberId: gone.memberId,
    rule: ctx.locale === 'zh' ? '不发广告、不私加群友推销' : 'No adverts, no selling to members in private',
    evidence: ctx.locale === 'zh' ? '群里连发两次外部链接' : 'Posted two outside links in a row',
    mediaIds: [],
    mayRejoin: false,
  })
}
