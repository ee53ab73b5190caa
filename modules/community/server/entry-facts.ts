import type { Ctx } from '@grove/kernel/server'
import type { Profile } from '@grove/member/contract'
import { openContact } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type Askable, askable } from '../contract/index.ts'
import type { EntryFacts } from '../domain/threshold.ts'

interface Known {
  readonly fields: Record<Askable, string | null>
  readonly attributes: EntryFacts['attributes']
  readonly stage: number
  readonly tags: string[]
  readonly approved: boolean
}

/** What is known of a member at this door; one statement. Undefined when there is no such member. */
export async function entryFacts(ctx: Ctx, communityId: number, memberId: number): Promise<Omit<EntryFacts, 'invited'> | undefined> {
  const row = await ctx.db.maybe<Known>(sql`
    select m.attributes, m.stage,
      jsonb_build_object('phone', m.phone_sealed, 'email', m.email_sealed, 'gender', m.gender, 'ageBand', m.age_band, 'city', m.city,
        'occupation', m.occupation, 'industry', m.industry, 'employer', m.employer, 'title', m.title) as fields,
      array(select t.name from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
        where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = m.id) as tags,
      exists (select 1 from application a where a.workspace_id = ${ctx.workspaceId} and a.community_id = ${communityId}
        and a.member_id = m.id and a.state = 'approved') as approved
    from member m where m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId}`)
  if (!row) return undefined
  const { phone, email } = row.fields
  return { ...row, fields: { ...row.fields, phone: openContact(ctx, 'phone', phone), email: openContact(ctx, 'email', email) } }
}

export const NOBODY: Omit<EntryFacts, 'invited'> = { fields: {}, attributes: {}, stage: 1, tags: [], approved: false }

/** What the person just typed counts as known. */
export function withTyped(facts: Omit<EntryFacts, 'invited'>, typed: Partial<Profile>): Omit<EntryFacts, 'invited'> {
  const given = askable.options.flatMap((field) => (typed[field] ? [[field, typed[field]] as const] : []))
  return { ...facts, fields: { ...facts.fields, ...Object.fromEntries(given) } }
}
