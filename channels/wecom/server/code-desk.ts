import type { CodeKind, WantedCode } from '@grove/channel-kit/contract'
import { type CodeDesk, CodeFault, type SeenCode } from '@grove/channel-kit/server'
import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { clientOf } from './client-of.ts'
import { fetchPicture } from './fetch-picture.ts'
import { KIND } from './follow-mass.ts'

const ONE = 1
const SEVERAL = 2
const QR = 2
const RETRY_S = 60
const MEND_S = 1800

type Way = Record<string, unknown>

/** 联系我 and 加入群聊: codes of people, codes of groups. */
export const codeDesk: CodeDesk = {
  kind: KIND,
  most: { person: 100, group: 5 },
  fullAt: 200,
  make: (ctx, account, want, asked) =>
    asking(async () => {
      const client = clientOf(ctx.app, account)
      const found = asked.again && want.kind === 'person' ? await findWay(client, want.state, asked.since) : null
      if (found !== null) return found
      if (want.kind === 'group') return (await client.call(wecom.addJoinWay, groupWay(want))).config_id
      const { type: _, ...fields } = personWay(want)
      // Of the kind for several from the start: one person today may be three tomorrow, and the kind can't be changed.
      return (await client.call(wecom.addContactWay, { ...fields, type: SEVERAL, scene: QR })).config_id
    }),
  see: (ctx, account, kind, name) =>
    asking(async () => {
      const way = await readWay(clientOf(ctx.app, account), kind, name)
      return way === null ? null : seenOf(kind, way)
    }),
  picture: (_ctx, account, url) => fetchPicture(account, url),
  change: (ctx, account, name, want) =>
    asking(async () => {
      const client = clientOf(ctx.app, account)
      const before = (await readWay(client, want.kind, name)) ?? {}
      if (want.kind === 'group')
        await client.call(wecom.updateJoinWay, { ...kept(before, GROUP_FIELDS), ...groupWay(want), config_id: name } as never)
      else {
        const { type: _, ...fields } = personWay(want)
        await client.call(wecom.updateContactWay, { ...kept(before, PERSON_FIELDS), ...fields, config_id: name } as never)
      }
    }),
  end: (ctx, account, kind, name) =>
    asking(async () => {
      const call = kind === 'group' ? wecom.deleteJoinWay : wecom.deleteContactWay
      await clientOf(ctx.app, account)
        .call(call, { config_id: name })
        .catch((error: unknown) => {
          if (!isGone(error)) throw error
        })
    }),
  people: (ctx, account) =>
    ctx.db.rows(sql`
      select s.userid as "externalId", coalesce(nullif(s.name, ''), s.userid) as name from wecom_staff s
      where s.workspace_id = ${ctx.workspaceId} and s.account_id = ${account.id} and s.gone_at is null order by s.name, s.userid limit 2000`),
  groups: (ctx, account, externalIds) =>
    ctx.db.rows(sql`
      select g.chat_id as "externalId", g.name, g.gone_at is not null as gone, (
        select count(*)::int from wecom_group_member m
        where m.workspace_id = g.workspace_id and m.account_id = g.account_id and m.chat_id = g.chat_id) as members
      from wecom_group g
      where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${account.id}
        and (${externalIds === null} and g.gone_at is null or g.chat_id = any(${[...(externalIds ?? [])]}::text[]))
      order by g.name, g.chat_id limit 2000`),
}

const personWay = (want: WantedCode) => ({
  type: want.targets.length === 1 ? ONE : SEVERAL,
  remark: want.remark,
  skip_verify: want.open,
  state: want.state,
  user: [...want.targets],
  party: [],
})

const groupWay = (want: WantedCode) => ({
  scene: QR as 2,
  remark: want.remark,
  state: want.state,
  chat_id_list: [...want.targets],
  auto_create_room: (want.open ? 1 : 0) as 0 | 1,
  room_base_name: want.baseName,
})

/** What the platform would forget when it is not said once more, and is none of ours. */
const PERSON_FIELDS = ['style', 'conclusions', 'mark_source'] as const
const GROUP_FIELDS = ['room_base_id', 'mark_source'] as const

const kept = (way: Way, fields: readonly string[]): Way =>
  Object.fromEntries(fields.filter((field) => way[field] !== undefined && way[field] !== null).map((field) => [field, way[field]]))

async function readWay(client: WecomClient, kind: CodeKind, name: string): Promise<Way | null> {
  try {
    if (kind === 'group') return (await client.call(wecom.getJoinWay, { config_id: name })).join_way as Way
    return (await client.call(wecom.getContactWay, { config_id: name })).contact_way as Way
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

function seenOf(kind: CodeKind, way: Way): SeenCode {
  const text = (field: string) => (typeof way[field] === 'string' ? way[field] : '')
  const list = (field: string) => (Array.isArray(way[field]) ? way[field].map(String) : [])
  return {
    kind,
    state: text('state'),
    remark: text('remark'),
    targets: list(kind === 'group' ? 'chat_id_list' : 'user'),
    open: kind === 'group' ? Number(way['auto_create_room'] ?? 1) === 1 : way['skip_verify'] !== false,
    baseName: text('room_base_name'),
    pictureUrl: text('qr_code') || null,
  }
}

/** One that an earlier call made without its answer arriving: known by its state, which is nobody else's. */
async function findWay(client: WecomClient, state: string, since: Date): Promise<string | null> {
  const start_time = Math.floor(since.getTime() / 1000) - 300
  for await (const page of client.pages(wecom.listContactWays, { start_time, limit: 1000 })) {
    for (const { config_id } of page.contact_way) {
      const way = await readWay(client, 'person', config_id)
      if (way?.['state'] === state) return config_id
    }
  }
  return null
}

const isGone = (error: unknown) => error instanceof WecomError && (error.kind === 'gone' || error.code === 41044 || error.code === 41043)

async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    const soon = error.kind === 'retry_later' || error.kind === 'unknown_outcome'
    throw new CodeFault(error.message.slice(0, 300), soon ? Math.max(RETRY_S, error.afterSeconds ?? 0) : MEND_S)
  }
}
