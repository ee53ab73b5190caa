import { dayOf } from '@grove/calendar'
import type { CodeWords, Mirror } from '@grove/channel-kit/server'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { tagMembers } from '@grove/member/server'
import sql from 'sql-template-tag'
import { codeJoined } from '../contract/index.ts'
import { insertJoins, wakeCodes } from './store.ts'

interface Arrival {
  readonly state: string | null
  readonly externalId: string
  readonly target: string
  readonly at: Date | null
}

/** People who came through codes, each once for whom or where it led to: counted, tagged, written into the log. */
async function noteJoins(ctx: Ctx, channel: string, arrivals: readonly Arrival[]): Promise<void> {
  const now = ctx.clock.now()
  const came = arrivals.flatMap(({ state, at, ...one }) => {
    const moment = at ?? now
    return state ? [{ ...one, channel, stateKey: state, at: moment, day: dayOf(moment.getTime(), ctx.zone) }] : []
  })
  if (came.length === 0) return
  const fresh = await insertJoins(ctx, came)
  if (fresh.length === 0) return
  const byTag = new Map<string, number[]>()
  for (const { tags, memberId } of fresh)
    if (memberId !== null) for (const tag of tags) byTag.set(tag, [...(byTag.get(tag) ?? []), memberId])
  for (const [tag, memberIds] of byTag) await tagMembers(ctx, { tag, memberIds: [...new Set(memberIds)] })
  await emit(
    ctx,
    fresh.flatMap(({ codeId, name, source, memberId }) =>
      memberId === null ? [] : [{ kind: codeJoined, memberId, data: { codeId, name, source } }],
    ),
  )
  // A daily limit may be reached, a group may be full.
  await wakeCodes(ctx, [...new Set(fresh.map((one) => one.codeId))])
  ctx.afterCommit(() => ctx.app.signals.wake('codes'))
}

/** After the members were made of the same people: the mirror of the members stands before this one in the list of modules. */
export const joinMirror: Mirror = {
  people: (ctx, channel, _accountId, people) =>
    noteJoins(
      ctx,
      channel,
      people.flatMap((person) =>
        person.arrivals.map((one) => ({ state: one.source, externalId: person.externalId, target: one.by, at: one.at })),
      ),
    ),
  rosters: (ctx, channel, _accountId, rosters) =>
    noteJoins(
      ctx,
      channel,
      rosters.flatMap((roster) =>
        roster.people.map((person) => ({
          state: person.source,
          externalId: person.externalId,
          target: roster.groupExternalId,
          at: person.joinedAt,
        })),
      ),
    ),
}

function known(ctx: Ctx, states: readonly string[], words: 'welcome' | 'source'): Promise<{ state: string; words: string }[]> {
  return ctx.db.rows(sql`
    select c.state_key as state, case when ${words === 'source'} then c.source else c.draft ->> 'welcome' end as words from code c
    where c.workspace_id = ${ctx.workspaceId} and c.state_key = any(${[...states]}::text[])`)
}

export const wordsOfCodes: CodeWords = {
  greetings: async (ctx, states) =>
    new Map((await known(ctx, states, 'welcome')).filter((row) => row.words !== '').map((row) => [row.state, row.words])),
  sources: async (ctx, states) => new Map((await known(ctx, states, 'source')).map((row) => [row.state, row.words])),
}
