import type { Client } from '@grove/client'
import { changeState, createCommunity, getCommunity, joinByPhone } from '@grove/community/contract'
import { postMessage } from '@grove/conversation/contract'
import type { Locale } from '@grove/kernel/contract'
import { listPlaybooks, startRun } from '@grove/playbook/contract'
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
