import * as camp from '@grove/camp/contract'
import type { Client } from '@grove/client'
import type { Locale } from '@grove/kernel/contract'
import type { Person } from './play-stage.ts'
import { playWords } from './play-words.ts'
import { until } from './stage.ts'
import type { Product } from './start-product.ts'

const FIRST = { startsOn: '2026-11-03', seats: 200 }
const SECOND = { startsOn: '2026-11-06', seats: 5 }
export interface Edition {
  readonly id: number
  readonly code: string
}
export interface CampStage {
  /** The first is over with everything in it, the second stands on its first day. */
  readonly editions: readonly [Edition, Edition]
  readonly certificate: string
}

/** From the door to the certificates, with work left for everybody: homework and answers to read, times to book, people behind. */
export async function liveThroughCamp(
  product: Product,
  desk: Client,
  locale: Locale,
  { ws, templateId }: { readonly ws: string; readonly templateId: number },
  people: readonly Person[],
): Promise<CampStage> {
  const words = playWords(locale)
  const make = async (at: 0 | 1, dates: typeof FIRST): Promise<Edition> => {
    const { id } = await desk.call(camp.createEdition, { templateId, name: words.editions[at] ?? '', ...dates })
    const { publicCode: code } = await desk.call(camp.getEdition, { id })
    for (const one of people) await one.client.call(camp.applyToCamp, { ws, code })
    return { id, code }
  }
  const [first, second] = [await make(0, FIRST), await make(1, SECOND)]
  const { id, code } = first
  const each = async (some: readonly Person[], act: (client: Client, at: number) => Promise<unknown>) => {
    for (const [at, one] of some.entries()) await act(one.client, at)
  }
  const noonOf = async (day: number, state: camp.EditionState) => {
    await product.setClock(new Date(Date.UTC(2026, 10, 2 + day, 4)))
    await until(async () => ((await desk.call(camp.getEdition, { id })).state === state ? true : undefined))
  }
  const checkIn = (day: number, some: readonly Person[]) =>
    each(some, (client) => client.call(camp.checkIn, { ws, code, day, text: words.checkIn }))

  await noonOf(1, 'running')
  await checkIn(1, people.slice(0, -1))
  await each(people.slice(0, -2), (client) => client.call(camp.handInWork, { ws, code, day: 1, text: words.work, share: true }))
  await each(people.slice(0, -2), (client) => takeExam(client, { ws, code }, words.shortAnswer))
  const work = (await desk.call(camp.listWork, { id })).items[0]
  if (work)
    await desk.call(camp.reviewWork, {
      id,
      memberId: work.memberId,
      day: 1,
      handedInAt: new Date(work.handedInAt).toISOString(),
      accept: true,
      score: 9,
      comment: words.peer,
      excellent: true,
    })

  await noonOf(2, 'running')
  await checkIn(2, people.slice(0, -2))
  await desk.call(camp.addSlots, { id, from: '2026-11-05T11:00:00Z', count: 4, minutes: 20, seats: 2, place: words.place })
  const slots = (await desk.call(camp.listSlots, { id })).items
  await each(people.slice(0, 3), (client, at) =>
    client.call(camp.bookDefence, { ws, code, slotId: slots[at < 2 ? 0 : 1]?.id ?? 0, title: words.defence }),
  )
  const reader = people[1] as Person
  const [read] = await until(async () => {
    const { items } = await reader.client.call(camp.listPeerWork, { ws, code })
    return items.length > 0 ? items : undefined
  })
  if (read) await reader.client.call(camp.readPeer, { ws, code, day: read.day, place: read.place, score: 8, comment: words.peer })

  await noonOf(3, 'running')
  await checkIn(3, people.slice(0, -3))
  await each(people.slice(0, -2), (client, at) =>
    client.call(camp.giveFeedback, { ws, code, rating: 3 + (at % 3), nps: 10 - (at % 5), ...words.feedback, talk: at % 2 === 0 }),
  )
  await desk.call(camp.judgeDefence, { id, memberId: people[0]?.memberId ?? 0, passed: true, comment: words.peer })
  await desk.call(camp.addFinding, { id, ...words.finding })
  const behind = people.at(-1)?.memberId ?? 0
  await desk.call(camp.addNote, { id, memberId: behind, text: words.note })
  await desk.call(camp.openTalk, { id, memberId: behind })

  await noonOf(4, 'finished')
  const begun = people[0] as Person
  await until(async () => ((await desk.call(camp.getEdition, { id: second.id })).state === 'running' ? true : undefined))
  await begun.client.call(camp.beginExam, { ws, code: second.code, exam: 'final' })
  await desk.call(camp.addSlots, { id: second.id, from: '2026-11-08T11:00:00Z', count: 3, minutes: 20, seats: 1, place: words.place })
  const { certificate } = await begun.client.call(camp.myRecord, { ws, code })
  return { editions: [first, second], certificate: certificate ?? '' }
}

async function takeExam(client: Client, at: { readonly ws: string; readonly code: string }, words: string): Promise<void> {
  const { attempt } = await client.call(camp.beginExam, { ...at, exam: 'final' })
  const { going } = await client.call(camp.lookAtExam, { ...at, exam: 'final' })
  const answers = Object.fromEntries((going?.questions ?? []).map(({ id, kind }) => [String(id), kind === 'short' ? words : 1]))
  await client.call(camp.answerExam, { ...at, exam: 'final', attempt, answers, done: true })
}
