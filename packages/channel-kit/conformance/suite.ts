import type { Ctx } from '@grove/kernel/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Account, type Answer, type Delivery, outcome } from '../contract/index.ts'
import type { Channel } from '../server/index.ts'
import { type SampleTarget, sampleContent, sampleDelivery } from './sample.ts'

/** What a channel's test brings: the channel over something real (or its simulator), places to send to, and a view of what arrived. */
export interface Conformance {
  readonly channel: Channel
  readonly ctx: Ctx
  readonly account: Account | null
  readonly group?: SampleTarget
  readonly member?: SampleTarget
  /** A group or member that is gone; the channel must say so instead of throwing. */
  readonly gone: SampleTarget
  /** How many messages arrived for a touch. */
  arrived(touch: string): Promise<number>
  close?(): Promise<void>
}

/** The promises every channel keeps (README). Call it in the channel's own test file. */
export function channelConformance(name: string, open: () => Promise<Conformance>): void {
  describe(`${name} keeps the promises of a channel`, () => {
    let given: Conformance
    let counter = 0
    const touch = () => `1-1-7-${++counter}-0-3-0`
    const deliver = (...deliveries: Delivery[]) =>
      given.channel.deliver(given.ctx, { account: given.account, deliveries }, AbortSignal.timeout(given.channel.pace.timeoutMs))
    const places = () => [given.group, given.member].filter((place) => place !== undefined)

    beforeAll(async () => {
      given = await open()
    })
    afterAll(() => given.close?.())

    it('has a place for each kind of sending it says it can do', () => {
      expect(given.group !== undefined).toBe(given.channel.can.sendToGroup)
      expect(given.member !== undefined).toBe(given.channel.can.sendToMember)
      expect(given.channel.can.lookupByTouch).toBe(given.channel.lookup !== undefined)
      expect(given.channel.pace.batch).toBeGreaterThan(0)
      expect(given.channel.pace.timeoutMs).toBeGreaterThan(0)
    })

    it('says that a place is gone instead of throwing', async () => {
      const gone = sampleDelivery(touch(), given.gone)
      const [answer] = await deliver(gone)
      expect(answer?.touch).toBe(gone.touch)
      expect(['refused', 'failed']).toContain(answer?.outcome.kind)
      expect(await given.arrived(gone.touch)).toBe(0)
    })

    it('has nothing to say to an empty batch', async () => {
      expect(await deliver()).toEqual([])
    })

    it('delivers every kind of content it says it can, to every kind of place', async () => {
      const sent = places().flatMap((place) => given.channel.can.parts.map((part) => sampleDelivery(touch(), place, sampleContent(part))))
      const answers = await deliver(...sent)
      expect(kindsOf(answers, sent)).toEqual(sent.map(() => (given.channel.can.confirmBySender ? 'needs_person' : 'sent')))
      expect(await Promise.all(sent.map((delivery) => given.arrived(delivery.touch)))).toEqual(sent.map(() => 1))
    })

    it('answers a full batch by touch, with outcomes of the closed list', async () => {
      const [place] = places()
      if (!place) throw new Error('a channel that can send nowhere')
      const sent = Array.from({ length: given.channel.pace.batch }, () => sampleDelivery(touch(), place))
      const answers = await deliver(...sent)
      expect(new Set(answers.map((answer) => answer.touch))).toEqual(new Set(sent.map((delivery) => delivery.touch)))
      for (const answer of answers) expect(() => outcome.parse(answer.outcome)).not.toThrow()
    })

    it('delivers a batch although one of it is refused', async () => {
      const [place] = places()
      if (!place) throw new Error('a channel that can send nowhere')
      const good = sampleDelivery(touch(), place)
      const answers = await deliver(sampleDelivery(touch(), given.gone), good)
      expect(answers).toHaveLength(2)
      expect(await given.arrived(good.touch)).toBe(1)
    })

    it('has one effect for one touch, again and at once, where it says so', async () => {
      if (!given.channel.can.idempotentByTouch) return
      for (const place of places()) {
        const delivery = sampleDelivery(touch(), place)
        const [first] = await deliver(delivery)
        const [second] = await deliver({ ...delivery, attempt: 2 })
        expect(identity(second)).toEqual(identity(first))
        const racing = sampleDelivery(touch(), place)
        const raced = await Promise.all([deliver(racing), deliver(racing), deliver(racing)])
        expect(new Set(raced.map(([answer]) => JSON.stringify(identity(answer)))).size).toBe(1)
        expect([await given.arrived(delivery.touch), await given.arrived(racing.touch)]).toEqual([1, 1])
      }
    })

    it('says for certain what was done, where it can be asked', async () => {
      const { channel } = given
      if (!channel.lookup) return
      const [place] = places()
      if (!place) throw new Error('a channel that can send nowhere')
      const done = sampleDelivery(touch(), place)
      const never = touch()
      await deliver(done)
      const answers = await channel.lookup(given.ctx, given.account, [never, done.touch], AbortSignal.timeout(channel.pace.timeoutMs))
      const found = new Map(answers.map((answer) => [answer.touch, answer.found]))
      expect(found.get(never)).toBe('absent')
      expect(found.get(done.touch)).toMatchObject({ kind: 'sent' })
    })

    it('stops waiting when told to', async () => {
      const [place] = places()
      if (!place) throw new Error('a channel that can send nowhere')
      const delivery = sampleDelivery(touch(), place)
      const told = given.channel.deliver(given.ctx, { account: given.account, deliveries: [delivery] }, AbortSignal.abort())
      // Either way is fine, as long as it ends and says nothing that isn't so.
      const answers = await told.catch(() => [])
      const arrived = await given.arrived(delivery.touch)
      expect(arrived).toBeGreaterThanOrEqual(answers[0]?.outcome.kind === 'sent' ? 1 : 0)
    })
  })
}

const kindsOf = (answers: readonly Answer[], deliveries: readonly Delivery[]) => {
  const kinds = new Map(answers.map((answer) => [answer.touch, answer.outcome.kind]))
  return deliveries.map((delivery) => kinds.get(delivery.touch))
}

const identity = (answer: Answer | undefined) =>
  answer && {
    touch: answer.touch,
    kind: answer.outcome.kind,
    externalId: 'externalId' in answer.outcome ? answer.outcome.externalId : null,
  }
