import { dayOf } from '@grove/calendar'
import { type ChannelLack, lacksFor } from '@grove/channel-kit/contract'
import { channelOf } from '@grove/channel-kit/server'
import { can, isOver } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import type { AnnouncementForm } from '../contract/index.ts'
import { gistOf } from '../domain/content-text.ts'
import { renderContent, variablesOf } from '../domain/render.ts'
import { judgeTouches, type TouchVerdict } from '../domain/touch-limits.ts'
import { checkAnnouncement } from './announce.ts'
import type { AudienceTarget } from './read-audience.ts'
import { readTargets } from './send-targets.ts'
import { loadValues } from './send-variable.ts'
import { touchLimitsOf } from './store-limits.ts'
import { readTallies } from './touch-ledger.ts'

const BLOCKED_SHOWN = 100

/** What a manual send would do, before anything is written: whom it reaches, who is held back and why, what is missing. */
export async function previewAnnouncement(ctx: Ctx, form: AnnouncementForm) {
  const { at, targets } = await checkAnnouncement(ctx, form)
  const verdicts = await judge(ctx, form, at, targets)
  const blocked = targets.flatMap((target, index) => blockedOf(ctx, target, verdicts.get(index)) ?? [])
  const { missing, sample } = await read(ctx, form, targets)
  const lacks = lacksOfTargets(ctx, form, targets)
  const leaving = targets.length - blocked.length
  return { touches: targets.length, leaving, blocked: blocked.slice(0, BLOCKED_SHOWN), lacks, missing, sample }
}

async function judge(ctx: Ctx, form: AnnouncementForm, at: Date, targets: readonly AudienceTarget[]): Promise<Map<number, TouchVerdict>> {
  const touches = targets.map(({ communityId, memberId }, id) => ({
    id,
    communityId,
    memberId,
    priority: 1,
    exempt: form.exempt,
    expiresAt: null,
    limits: null,
  }))
  const [limits, tallies] = await Promise.all([touchLimitsOf(ctx), readTallies(ctx, touches, dayOf(at.getTime(), ctx.zone))])
  return judgeTouches({ touches, limits, tallies, now: at, zone: ctx.zone })
}

function blockedOf(ctx: Ctx, target: AudienceTarget, verdict: TouchVerdict | undefined) {
  const reason = obstacleOf(ctx, target)
  const held = verdict?.kind === 'hold' ? verdict : null
  if (!reason && !held) return null
  return {
    community: { id: target.communityId, name: target.communityName },
    member: target.memberId > 0 ? { id: target.memberId, name: target.memberName ?? '' } : null,
    reason: reason ?? held?.reason ?? '',
    until: reason ? null : (held?.until ?? null),
  }
}

/** What the channels cannot do of it, with how many touches that concerns; what cannot go at all stands among the blocked. */
function lacksOfTargets(ctx: Ctx, { content }: AnnouncementForm, targets: readonly AudienceTarget[]) {
  const counts = new Map<string, { channel: string; lack: ChannelLack; count: number }>()
  for (const target of targets) {
    const can = channelOf(ctx, target.channel)?.can
    const lacks = can ? lacksFor(can, { toMember: target.memberId > 0, pin: content.pin, mentionAll: content.mentionAll }) : []
    for (const lack of lacks) {
      const name = `${target.channel} ${lack}`
      counts.set(name, { channel: target.channel, lack, count: (counts.get(name)?.count ?? 0) + 1 })
    }
  }
  return [...counts.values()].filter(({ lack }) => lack !== 'send_group' && lack !== 'send_member')
}

function obstacleOf(ctx: Ctx, target: AudienceTarget): string | null {
  if (isOver(target.state)) return 'community_closed'
  if (!can(target.state, 'send')) return 'community_not_open'
  const channel = channelOf(ctx, target.channel)
  if (!channel) return 'account_gone'
  return (target.memberId > 0 ? channel.can.sendToMember : channel.can.sendToGroup) ? null : 'not_supported'
}

async function read(ctx: Ctx, form: AnnouncementForm, targets: readonly AudienceTarget[]) {
  const known = await readTargets(ctx, targets, targets[0]?.channel ?? '')
  const values = await loadValues(ctx, targets, variablesOf(form.content), known)
  const rendered = values.map((own) => renderContent(form.content, own))
  const missing = new Map<string, number>()
  for (const one of rendered) if (!one.ok) for (const name of one.missing) missing.set(name, (missing.get(name) ?? 0) + 1)
  const whole = rendered.find((one) => one.ok)
  return {
    missing: [...missing].map(([name, count]) => ({ name, count })),
    sample: gistOf(whole?.ok ? whole.content : form.content),
  }
}
