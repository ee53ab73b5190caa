import { channels } from '@grove/channel-kit/server'
import { emit } from '@grove/event-log'
import type { OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx, makeCodes } from '@grove/kernel/server'
import type { z } from 'zod'
import {
  type CommunityForm,
  type CommunityType,
  communityCreated,
  communityErrors,
  type createCommunity as createRoute,
  TYPE_FACTS,
} from '../contract/index.ts'
import { typeTemplate } from '../domain/type-templates.ts'
import { assignPosts } from './assign-staff.ts'
import { nextId } from './code.ts'
import { checkThreshold } from './conditions.ts'
import { nextMoveAt } from './life-times.ts'
import { insertCommunity } from './store-community.ts'

type Input = Partial<z.input<(typeof createRoute)['input']>> & { readonly name: string; readonly type: CommunityType }
const HOUR = 3_600_000

/**
 * Makes a community: what is left out comes from its type, the end from the type's lifetime. It starts as `planned`;
 * its creator becomes owner when nobody is named.
 * @throws community.lifetime_exceeded community.closes_in_past community.staff_not_found community.channel_unknown
 */
export async function createCommunity(ctx: Ctx, input: Input): Promise<OutputOf<typeof createRoute>> {
  return ctx.inTx(async (ctx) => {
    const form = formOf(ctx, input)
    refuseDates(ctx, input.type, form)
    refuseChannel(ctx, form.channel)
    await checkThreshold(ctx, form.threshold)
    const number = await nextId(ctx, 'community')
    const made = await insertCommunity(ctx, number, makeCodes(ctx, `community|${number}`), {
      ...form,
      type: input.type,
      state: 'planned',
      lifetimeHours: TYPE_FACTS[input.type].lifetimeHours,
      nextMoveAt: nextMoveAt({ ...form, type: input.type, state: 'planned' }),
    })
    const owners = input.ownerStaffIds?.length ? input.ownerStaffIds : ctx.actor.kind === 'staff' ? [ctx.actor.staffId] : []
    await assignPosts(
      ctx,
      made.id,
      owners.map((staffId) => ({ staffId, post: 'owner' as const })),
    )
    await emit(ctx, [{ kind: communityCreated, communityId: made.id, data: { type: input.type, name: form.name } }])
    await audit(ctx, { verb: 'community.create', target: { kind: 'community', id: made.id }, after: { type: input.type, ...form } })
    return made
  })
}

function formOf(ctx: Ctx, input: Input): CommunityForm {
  const { type, ownerStaffIds: _owners, ...given } = input
  const facts = TYPE_FACTS[type]
  const start = new Date(given.opensAt ?? ctx.clock.now())
  const end = facts.lifetimeHours === null ? null : new Date(start.getTime() + facts.lifetimeHours * HOUR)
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    ...typeTemplate(type, ctx.locale).form,
    channel: 'room',
    chapter: null,
    ...filled,
    name: given.name,
    opensAt: given.opensAt ? start : null,
    closesAt: given.closesAt === undefined ? end : given.closesAt === null ? null : new Date(given.closesAt),
  }
}

/** An installation without any channel (a test) takes every name. @throws community.channel_unknown */
function refuseChannel(ctx: Ctx, channel: string): void {
  const known = ctx.app.registry.all(channels)
  if (known.length && !known.some((one) => one.kind === channel)) throw communityErrors.channel_unknown({ channel })
}

/** @throws community.lifetime_exceeded community.closes_in_past */
export function refuseDates(
  ctx: Ctx,
  type: CommunityType,
  form: { readonly opensAt: Date | null; readonly closesAt: Date | null; readonly createdAt?: Date },
): void {
  const facts = TYPE_FACTS[type]
  const start = form.opensAt ?? form.createdAt ?? ctx.clock.now()
  if (form.closesAt && form.closesAt <= ctx.clock.now()) throw communityErrors.closes_in_past()
  if (!facts.lifetimeFixed || facts.lifetimeHours === null) return
  const lives = form.closesAt ? (form.closesAt.getTime() - start.getTime()) / HOUR : Number.POSITIVE_INFINITY
  if (lives > facts.lifetimeHours) throw communityErrors.lifetime_exceeded({ hours: facts.lifetimeHours })
}
