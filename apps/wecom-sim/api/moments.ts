import { newHex, newId } from '../world/new-id.ts'
import { expandPeople, keyOf, sees, servesCustomers } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import { findTag } from '../world/tags.ts'
import type { Moment } from '../world/world.ts'
import { usable } from './attachments.ts'
import { app, type Call, contacts } from './endpoint.ts'
import type { Fields } from './fields.ts'
import { numbered, pageOf } from './paging.ts'
import { Refusal } from './refusal.ts'

const kinds = ['image', 'video', 'link'] as const
const most: Record<string, number> = { image: 9, video: 1, link: 1 }

function attachmentsOf(call: Call): Record<string, unknown>[] {
  const list = call.body.objects('attachments')
  const found = list.map((attachment) => {
    const kind = attachment.optional('msgtype')
    const part = attachment.object(kind)
    if (!kinds.some((known) => known === kind) || !part) throw new Refusal(41065)
    const mediaId = kind === 'link' ? part.optional('media_id') : part.text('media_id', 41006)
    if (mediaId && call.world.media.get(usable(call, mediaId))?.use !== 'moment') throw new Refusal(41072)
    if (kind === 'link') part.text('url')
    return { msgtype: kind, [kind]: part.plain() }
  })
  const [first] = found
  if (first && (found.some(({ msgtype }) => msgtype !== first.msgtype) || found.length > (most[first.msgtype] ?? 0)))
    throw new Refusal(41064)
  return found
}

function addMoment(call: Call) {
  const { world, body, now, platform } = call
  const text = body.object('text')?.optional('content', 2000, 45002) ?? ''
  const attachments = attachmentsOf(call)
  if (!text && attachments.length === 0) throw new Refusal(41089)
  const range = body.object('visible_range')
  const { users, parties } = namedSenders(range)
  const tags = range?.object('external_contact_list')?.texts('tag_list') ?? []
  const everybody = users.length + parties.length === 0
  const people = everybody ? [...world.employees.values()].map(({ userid }) => userid) : expandPeople(world, users, parties)
  const serving = people.filter((userid) => sees(call.app, userid) && servesCustomers(world.employees.get(keyOf(userid))))
  const invalidTags = tags.filter((id) => !findTag(world, id))
  const moment: Moment = {
    id: newId(world, 'mom'),
    jobId: newHex(world, 'moment-job', 24),
    seq: (world.sequence += 1),
    createdAt: now,
    readyAt: now + platform.delays.momentMs,
    text,
    attachments,
    cancelled: false,
    senders: new Map(serving.map((userid) => [keyOf(userid), { userid, publishedAt: null, customers: customersOf(call, userid, tags) }])),
    invalidSenders: users.filter((userid) => !serving.some((one) => keyOf(one) === keyOf(userid))),
    invalidTags,
    comments: [],
  }
  world.moments.set(moment.id, moment)
  return { jobid: moment.jobId }
}

function namedSenders(range: Fields | undefined) {
  const senders = range?.object('sender_list')
  return { users: senders?.texts('user_list') ?? [], parties: senders?.numbers('department_list') ?? [] }
}

function customersOf({ world }: Call, userid: string, tags: readonly string[]): string[] {
  const follows = [...(world.follows.get(keyOf(userid))?.values() ?? [])]
  return follows.filter((follow) => tags.length === 0 || tags.some((id) => follow.tags.has(id))).map(({ customerId }) => customerId)
}

function jobResult({ world, query, now }: Call) {
  const jobId = query.text('jobid')
  const moment = [...world.moments.values()].find((one) => one.jobId === jobId)
  if (!moment || now - moment.createdAt > 86_400_000) throw new Refusal(41060)
  if (now < moment.readyAt) return { status: 2, type: 'add_moment_task' }
  return {
    status: 3,
    type: 'add_moment_task',
    result: {
      errcode: 0,
      errmsg: 'ok',
      moment_id: moment.id,
      invalid_sender_list: { user_list: moment.invalidSenders, department_list: [] },
      invalid_external_contact_list: { tag_list: moment.invalidTags },
    },
  }
}

function momentOf({ world, body, now }: Call): Moment {
  const moment = world.moments.get(body.text('moment_id', 41059))
  if (!moment) throw new Refusal(41060)
  if (now < moment.readyAt) throw new Refusal(41079)
  return moment
}

function senderOf(call: Call, moment: Moment) {
  const sender = moment.senders.get(keyOf(call.body.text('userid', 41009)))
  if (!sender) throw new Refusal(41061)
  return sender
}

function published(call: Call) {
  const moment = momentOf(call)
  const sender = senderOf(call, moment)
  if (sender.publishedAt === null) throw new Refusal(41062)
  return { moment, sender }
}

const limitOf = (call: Call, ceiling: number, usual: number) => Math.min(Math.max(call.body.whole('limit', usual), 1), ceiling)

function listMoments(call: Call) {
  const { world, body, platform } = call
  const [start, end] = [body.whole('start_time'), body.whole('end_time')]
  if (end < start || end - start > 30 * 86_400) throw new Refusal(40058)
  const rows = [...world.moments.values()].filter((one) => seconds(one.createdAt) >= start && seconds(one.createdAt) <= end)
  const { page, next } = pageOf(platform, `moments/${start}/${end}`, body.optional('cursor'), limitOf(call, 20, 20), rows, ({ seq }) => seq)
  return {
    next_cursor: next,
    moment_list: page.map((moment) => ({
      moment_id: moment.id,
      create_time: seconds(moment.createdAt),
      create_type: 0,
      visible_type: 0,
      text: { content: moment.text },
    })),
  }
}

function listCustomers(call: Call, ceiling: number) {
  const { moment, sender } = published(call)
  const list = `moment/${moment.id}/${sender.userid}`
  const rows = numbered(sender.customers)
  const { page, next } = pageOf(call.platform, list, call.body.optional('cursor'), limitOf(call, ceiling, ceiling), rows, ([at]) => at)
  return { next_cursor: next, ids: page.map(([, id]) => id), userid: sender.userid }
}

export const momentEndpoints = [
  contacts.post('add_moment_task', addMoment),
  app.get('externalcontact/get_moment_task_result', jobResult),
  contacts.post('get_moment_list', listMoments),
  contacts.post('get_moment_task', (call) => {
    const moment = momentOf(call)
    const rows = numbered([...moment.senders.values()])
    const { page, next } = pageOf(
      call.platform,
      `mt/${moment.id}`,
      call.body.optional('cursor'),
      limitOf(call, 1000, 500),
      rows,
      ([at]) => at,
    )
    return {
      next_cursor: next,
      task_list: page.map(([, { userid, publishedAt }]) => ({ userid, publish_status: publishedAt === null ? 0 : 1 })),
    }
  }),
  contacts.post('get_moment_customer_list', (call) => {
    const { ids, userid, next_cursor } = listCustomers(call, 1000)
    return { next_cursor, customer_list: ids.map((id) => ({ userid, external_userid: id })) }
  }),
  contacts.post('get_moment_send_result', (call) => {
    const { ids, next_cursor } = listCustomers(call, 5000)
    return { next_cursor, customer_list: ids.map((id) => ({ external_userid: id })) }
  }),
  contacts.post('get_moment_comments', (call) => {
    const { moment, sender } = published(call)
    const of = (like: boolean) =>
      moment.comments
        .filter((one) => one.like === like && keyOf(one.userid) === keyOf(sender.userid))
        .map(({ customerId, at }) => ({ external_userid: customerId, create_time: seconds(at) }))
    return { comment_list: of(false), like_list: of(true) }
  }),
  contacts.post('cancel_moment_task', (call) => {
    momentOf(call).cancelled = true
    return {}
  }),
]
