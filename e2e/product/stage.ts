import type { Client } from '@grove/client'
import { changeState, createCommunity, getCommunity, joinByPhone } from '@grove/community/contract'
import { listSendsRoute, postMessage } from '@grove/conversation/contract'
import type { Locale } from '@grove/kernel/contract'
import { listPlaybooks, startRun } from '@grove/playbook/contract'
import { listTasksRoute } from '@grove/task/contract'
import { ownClient } from './own-client.ts'

export interface Stage {
  readonly communityId: number
  readonly playbookId: number
  readonly runId: number
  readonly memberId: number
  readonly door: string
  readonly ws: string
  readonly code: string
  say(who: number, words: string): Promise<void>
}

/** What the playbook has made by now. */
export interface Work {
  readonly taskId: number
  readonly sendId: number
}

/** Lets the first morning pass: somebody is to be greeted, then the welcome leaves. A jump over both would make them late. */
export async function firstMorning(desk: Client, setClock: (moment: Date) => Promise<void>): Promise<Work> {
  await setClock(new Date('2026-11-02T00:36:00Z'))
  const taskId = await until(async () => (await desk.call(listTasksRoute, {})).items[0]?.id)
  await setClock(new Date('2026-11-02T02:01:00Z'))
  return { taskId, sendId: await until(async () => (await desk.call(listSendsRoute, {})).items.find((one) => one.state === 'sent')?.id) }
}

export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let left = 300; left > 0; left--) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('what was waited for did not come')
}

const cast = {
  zh: { group: '山茶花新人群', people: ['周小满', '陈禾', '许知微', '老唐'] },
  en: { group: 'Camellia newcomers', people: ['Maya', 'Chen', 'Vera', 'Tom'] },
} as const

/** A newcomer group at work: recruiting, its 14 days started on the day of the clock, and a few members in it. */
export async function setStage(url: string, desk: Client, day: string, locale: Locale = 'zh'): Promise<Stage> {
  const { group, people } = cast[locale]
  const { id: communityId } = await desk.call(createCommunity, { name: group, type: 'newcomer' })
  await desk.call(changeState, { id: communityId, to: 'recruiting' })
  const { items } = await desk.call(listPlaybooks, {})
  const playbookId = items.find((one) => one.key === 'newcomer-14d')?.id ?? 0
  const run = await desk.call(startRun, { playbookId, communityId, startDay: day, confirm: true })
  const door = (await desk.call(getCommunity, { id: communityId })).joinUrl
  const [, ws = '', code = ''] = /\/m\/([^/]+)\/c\/([^/?]+)/.exec(door) ?? []
  const members: { readonly client: Client; readonly memberId: number }[] = []
  for (const displayName of people) {
    const client = ownClient(url, locale)
    const { memberId } = await client.call(joinByPhone, { ws, code, displayName })
    members.push({ client, memberId })
  }
  return {
    communityId,
    playbookId,
    runId: run.id,
    memberId: members[0]?.memberId ?? 0,
    door,
    ws,
    code,
    say: async (who, words) => {
      const key = `${who}-${words}`.replace(/[^\w-]/g, '') + String(words.length)
      await members[who]?.client.call(postMessage, { ws, communityId, key, content: { kind: 'text', text: words } })
    },
  }
}
