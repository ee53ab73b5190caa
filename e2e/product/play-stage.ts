import { createTemplate, listStarters } from '@grove/camp/contract'
import type { Client } from '@grove/client'
import { addMembers, changeState, createCommunity, getCommunity, joinByPhone } from '@grove/community/contract'
import { getDelivery, keepResult, markDelivered, savePromise } from '@grove/delivery/contract'
import type { Locale } from '@grove/kernel/contract'
import { addQuestion, createBank } from '@grove/question/contract'
import { addRewardCodes, createReward, giveRewards } from '@grove/reward/contract'
import { ownClient } from './own-client.ts'
import { type CampStage, liveThroughCamp } from './play-camp.ts'
import { type Game, type Played, playGames } from './play-games.ts'
import { playWords } from './play-words.ts'
import type { Product } from './start-product.ts'

export interface Person {
  readonly client: Client
  readonly memberId: number
  readonly jar: ReadonlyMap<string, string>
}
export interface PlayStage extends CampStage {
  readonly ws: string
  readonly hallId: number
  readonly people: readonly Person[]
  readonly templateId: number
  readonly deliveryId: number
  readonly games: Readonly<Record<Game, Played>>
}

/** Monday to Friday of a house that teaches and plays: two editions of a camp, a delivery group, prizes and six activities. */
export async function setPlayStage(product: Product, desk: Client, locale: Locale, crowd = 8): Promise<PlayStage> {
  const { hall } = playWords(locale)
  const { id: hallId } = await desk.call(createCommunity, { name: hall, type: 'newcomer' })
  await desk.call(changeState, { id: hallId, to: 'recruiting' })
  const door = await doorOf(desk, hallId)
  const people = await gather(product.url, door, locale, crowd)
  const { ws } = door
  const templateId = await makeTemplate(desk, locale)
  await giveThings(
    desk,
    locale,
    people.map((one) => one.memberId),
  )
  const deliveryId = await makePromise(desk, locale, people)
  const games = await playGames(product, desk, locale, { ws, hallId }, people)
  const lived = await liveThroughCamp(product, desk, locale, { ws, templateId }, people)
  return { ws, hallId, people, templateId, deliveryId, games, ...lived }
}

async function doorOf(desk: Client, id: number): Promise<{ ws: string; code: string }> {
  const [, ws = '', code = ''] = /\/m\/([^/]+)\/c\/([^/?]+)/.exec((await desk.call(getCommunity, { id })).joinUrl) ?? []
  return { ws, code }
}

async function gather(url: string, door: { ws: string; code: string }, locale: Locale, crowd: number): Promise<Person[]> {
  const { people } = playWords(locale)
  const made: Person[] = []
  for (let at = 0; at < crowd; at++) {
    const jar = new Map<string, string>()
    const client = ownClient(url, locale, jar)
    const displayName = `${people[at % people.length]}${at < people.length ? '' : ` ${at}`}`
    const { memberId } = await client.call(joinByPhone, { ...door, displayName })
    made.push({ client, memberId, jar })
  }
  return made
}

async function makeTemplate(desk: Client, locale: Locale): Promise<number> {
  const words = playWords(locale)
  const { id: bank } = await desk.call(createBank, { key: 'skin', name: words.bank, purpose: 'exam' })
  await desk.call(addQuestion, {
    id: bank,
    body: { kind: 'single', theme: 'lesson', ...words.choice, options: [...words.choice.options], right: 1 },
  })
  await desk.call(addQuestion, { id: bank, body: { kind: 'short', theme: 'lesson', ...words.short, points: 5 } })
  const plan = (await desk.call(listStarters, {})).items.find((one) => one.key === 'camp-7d')?.plan
  if (!plan) throw new Error('no plan to start from')
  const days = plan.days.slice(0, 3).map((day, at) => ({
    ...day,
    checkIn: day.checkIn ? { ...day.checkIn, needs: 'any' as const } : null,
    homework: at === 0 && day.homework ? { ...day.homework, dueInDays: 0, peer: { readers: 2, days: 3 } } : day.homework,
  }))
  const { id } = await desk.call(createTemplate, {
    name: words.template,
    plan: {
      ...plan,
      days,
      screening: { form: null, quiz: null, proof: 'none', productLine: '', byPerson: false },
      graduation: { checkIns: 60, homework: 0 },
      exams: [{ key: 'final', title: words.exam, day: 1, openDays: 5, bank: 'skin', count: 2, minutes: 30, attempts: 2, counts: false }],
    },
  })
  return id
}

async function giveThings(desk: Client, locale: Locale, ids: readonly number[]): Promise<void> {
  const words = playWords(locale)
  for (const kind of ['coupon', 'goods', 'service', 'codes'] as const) {
    const { id } = await desk.call(createReward, {
      key: kind,
      kind,
      name: words.rewards[kind],
      cost: 300,
      stock: kind === 'codes' ? null : 100,
      validDays: kind === 'service' ? null : 30,
    })
    if (kind === 'codes') await desk.call(addRewardCodes, { id, text: 'AAAA-1111\nBBBB-2222\nCCCC-3333\n' })
    await desk.call(giveRewards, { rewardId: id, memberIds: ids.slice(0, 3), why: words.why })
  }
}

async function makePromise(desk: Client, locale: Locale, people: readonly Person[]): Promise<number> {
  const words = playWords(locale)
  const { id } = await desk.call(createCommunity, { name: words.delivery, type: 'delivery' })
  await desk.call(changeState, { id, to: 'recruiting' })
  const ids = people.map((one) => one.memberId)
  await desk.call(addMembers, { id, memberIds: ids })
  const dates = ['2026-11-01', '2026-11-12', '2026-12-01']
  await desk.call(savePromise, { id, items: words.promise.map((title, at) => ({ id: null, title, dueOn: dates[at] ?? '' })) })
  const [first, second] = (await desk.call(getDelivery, { id })).promise
  await desk.call(markDelivered, { id, itemId: first?.id ?? 0, memberIds: ids.slice(0, -2), done: true })
  await desk.call(markDelivered, { id, itemId: second?.id ?? 0, memberIds: ids.slice(0, 1), done: true })
  await desk.call(keepResult, { id, memberId: ids[0] ?? 0, text: words.result })
  return id
}
