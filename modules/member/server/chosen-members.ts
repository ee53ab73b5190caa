import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type MemberFilter, memberErrors } from '../contract/index.ts'
import { whereOf } from './read-filter.ts'
import { livingIds } from './read-seen.ts'

const MOST = 50_000

export interface Chosen {
  readonly memberIds?: readonly number[]
  readonly filter?: MemberFilter | undefined
}

/** Ids behind a choice that the actor may see: those ticked, or all that the filters match. @throws member.too_many */
export async function chosenIds(ctx: Ctx, chosen: Chosen): Promise<number[]> {
  if (!chosen.filter) return livingIds(ctx, chosen.memberIds ?? [])
  const rows = await ctx.db.rows<{ id: number }>(
    sql`select m.id from member m where ${whereOf(ctx, chosen.filter)} order by m.id limit ${MOST + 1}`,
  )
  if (rows.length > MOST) throw memberErrors.too_many({ max: MOST })
  return rows.map((row) => row.id)
}
