import { communityMatches, communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { ChosenCommunities } from '../contract/index.ts'
import { type Candidate, READY_STATES } from '../domain/index.ts'

type Filter = Extract<ChosenCommunities, { filter: unknown }>['filter']

/** Those of these communities that the actor may see. */
export const candidatesByIds = (ctx: Ctx, ids: readonly number[], playbookId: number): Promise<Candidate[]> =>
  read(ctx, playbookId, sql`c.id = any(${ids}::bigint[]) and ${communityScope(ctx)}`, ids.length)

/** Communities of these types that stand ready and match. */
export const candidatesByFilter = (
  ctx: Ctx,
  filter: Filter,
  { playbookId, suited, limit }: { readonly playbookId: number; readonly suited: readonly string[]; readonly limit: number },
): Promise<Candidate[]> => read(ctx, playbookId, sql`${ready(suited)} and ${communityMatches(ctx, filter)}`, limit)

/** On alias `c` (table community): of a type that suits and in a state in which something may start. */
export const ready = (suited: readonly string[]): Sql => sql`c.type = any(${suited}::text[]) and c.state = any(${READY_STATES}::text[])`

const read = (ctx: Ctx, playbookId: number, which: Sql, limit: number) =>
  ctx.db.rows<Candidate>(sql`
    select c.id, c.name, c.type, c.state, c.member_count as members, o.staff_id as "ownerStaffId", o.name as "ownerName",
      (select r.id from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.community_id = c.id and r.playbook_id = ${playbookId}
        and r.state in ('active', 'paused') order by r.id limit 1) as "runningId"
    from community c
    left join lateral (
      select p.staff_id, s.display_name as name from community_staff p join staff s on s.workspace_id = p.workspace_id and s.id = p.staff_id
      where p.workspace_id = ${ctx.workspaceId} and p.community_id = c.id and p.post = 'owner' and p.until is null order by p.id limit 1) o on true
    where c.workspace_id = ${ctx.workspaceId} and ${which} order by c.id limit ${limit}`)
