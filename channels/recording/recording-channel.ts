import type { Answer, Can, Delivery, LookupAnswer, Pace, SettingField } from '@grove/channel-kit/contract'
import type { Channel, ChannelQuota } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type Effect, type EffectStore, memoryStore } from './effect-store.ts'
import { chanceOf, type Faults, noFaults } from './faults.ts'

export interface RecordingOptions {
  readonly kind?: string
  readonly store?: EffectStore
  readonly faults?: Faults
  readonly can?: Partial<Can>
  readonly pace?: Partial<Pace>
  readonly settings?: readonly SettingField[]
  readonly quota?: ChannelQuota
  /** People it can't write to in private. */
  readonly strangers?: ReadonlySet<string>
  /** Communities it knows; all of them unless told. */
  readonly places?: (communityId: number) => boolean
}

const CAN: Can = {
  sendToGroup: true,
  sendToMember: true,
  readGroup: false,
  readReceipts: false,
  confirmBySender: false,
  confirmTogether: false,
  idempotentByTouch: true,
  lookupByTouch: true,
  recall: false,
  pin: true,
  mentionAll: true,
  mute: false,
  remove: false,
  parts: ['text', 'picture', 'link', 'card'],
}
const PACE: Pace = { batch: 100, concurrency: 4, timeoutMs: 5000 }

/** A channel that keeps what it did. `can.idempotentByTouch` and `can.lookupByTouch` say how forgetful it is. */
export function recordingChannel(options: RecordingOptions = {}): Channel {
  const can = { ...CAN, ...options.can }
  const store = options.store ?? memoryStore()
  const faults = options.faults ?? noFaults
  const knows = options.places ?? (() => true)
  return {
    kind: options.kind ?? 'recording',
    nameKey: 'channel.recording.name',
    can,
    pace: { ...PACE, ...options.pace },
    settings: options.settings ?? [],
    ...(options.quota ? { quota: options.quota } : {}),
    noContact: async (_ctx, people) => people.filter((one) => options.strangers?.has(one)),
    deliver: async (ctx, { deliveries }, signal) => {
      signal.throwIfAborted()
      const first = deliveries[0]
      const fault = first ? faults.call(first.touch, first.attempt) : 'none'
      if (fault === 'throw_before') throw new Error('the line broke before the work')
      const half = fault === 'throw_half' ? Math.ceil(deliveries.length / 2) : deliveries.length
      const answers = deliveries
        .slice(0, half)
        .flatMap((delivery) => (knows(delivery.communityId) ? deliverOne(ctx, delivery, store, faults, can) : [GONE(delivery.touch)]))
      if (fault === 'throw_half') throw new Error('the line broke in the middle')
      if (fault === 'throw_after') throw new Error('the line broke before the answer')
      if (fault === 'silent_after') return untilAborted(signal)
      return answers.toSorted((a, b) => chanceOf(a.touch) - chanceOf(b.touch))
    },
    ...(can.lookupByTouch ? { lookup: lookupIn(store) } : {}),
  }
}

function lookupIn(store: EffectStore): NonNullable<Channel['lookup']> {
  return async (ctx, _account, touches, signal): Promise<LookupAnswer[]> => {
    signal.throwIfAborted()
    return touches.map((touch) => {
      const effect = store.find(touch)
      return { touch, found: effect ? { kind: 'sent', externalId: effect.externalId, at: ctx.clock.now() } : 'absent' }
    })
  }
}

const GONE = (touch: string): Answer => ({ touch, outcome: { kind: 'refused', reason: 'group_closed' } })

function deliverOne(ctx: Ctx, delivery: Delivery, store: EffectStore, faults: Faults, can: Can): Answer[] {
  const { touch, attempt } = delivery
  const known = can.idempotentByTouch ? store.find(touch) : undefined
  const sent: Answer = { touch, outcome: { kind: 'sent', externalId: known?.externalId ?? touch, at: ctx.clock.now() } }
  if (known) return [sent]
  const fault = faults.delivery(touch, attempt)
  if (fault === 'refuse') return [{ touch, outcome: { kind: 'refused', reason: 'quota_gone' } }]
  if (fault === 'retry') return [{ touch, outcome: { kind: 'retry', reason: 'busy', afterSeconds: 1 } }]
  if (fault === 'fail') return [{ touch, outcome: { kind: 'failed', reason: 'bad_target' } }]
  act(delivery, store, can)
  if (fault === 'mute') return []
  if (fault === 'twice') return [sent, sent]
  if (fault === 'contradict') return [{ touch, outcome: { kind: 'retry', reason: 'network' } }, sent]
  return [sent]
}

function act(delivery: Delivery, store: EffectStore, can: Can): void {
  const [part] = delivery.content.parts
  const effect: Effect = { touch: delivery.touch, externalId: delivery.touch, text: part?.kind === 'text' ? part.text : '' }
  if (can.idempotentByTouch) store.once(effect)
  else store.always(effect)
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('aborted'))
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
  })
}
