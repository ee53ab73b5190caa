import { room } from '@grove/channel-room/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { member } from '@grove/member/server'
import { points } from '@grove/points/server'
import { product } from '@grove/product/server'
import { question } from '@grove/question/server'
import { reward } from '@grove/reward/server'
import { task } from '@grove/task/server'
import { type TestApp, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { activity } from './index.ts'

/** The product as far as activities need it. */
export const activityModules = [identity, member, product, content, community, points, question, reward, task, conversation, room, activity]

export const activityWorld = (): Promise<TestApp> => testApp({ modules: activityModules })

let made = 0

/** A group of so many members with a room, straight into the tables. */
export async function makeGroup(ctx: Ctx, members: number): Promise<{ communityId: number; ids: number[] }> {
  const now = ctx.clock.now()
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into community (workspace_id, type, name, state, public_code, capacity, channel, headcount, created_at, updated_at)
    values (${ctx.workspaceId}, 'newcomer', ${`群 ${++made}`}, 'active', ${`act${process.pid}x${made}`}, 2000, 'room', ${members}, ${now}, ${now})
    returning id`)
  const people = await ctx.db.rows<{ id: number }>(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    select ${ctx.workspaceId}, '成员' || n, ${now}, ${now}, ${now} from generate_series(1, ${members}) n returning id`)
  const ids = people.map((row) => row.id).toSorted((a, b) => a - b)
  await ctx.db.exec(sql`
    insert into membership (workspace_id, community_id, member_id, joined_at, scene)
    select ${ctx.workspaceId}, ${id}, m.id, ${now}, 'link' from unnest(${ids}::bigint[]) as m (id)`)
  return { communityId: id, ids }
}
