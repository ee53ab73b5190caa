import sql from 'sql-template-tag'
import { forgetInImports } from './import/forget-in-imports.ts'
import { memberTables } from './member-table.ts'
import { markUntagged } from './tag/untagged.ts'

/** Tables of this module and of the log. */
export const ownTables = memberTables.of({
  tables: [
    {
      table: 'event',
      key: ['tx', 'id'],
      column: 'member_id',
      set: ({ winnerId, loserId }) => ({
        actor: sql`case when t.actor ->> 'kind' = 'member' and t.actor ->> 'id' = ${String(loserId)}
          then t.actor || jsonb_build_object('id', ${winnerId}::bigint) else t.actor end`,
      }),
      // What happened stays, so that figures stay right; what was said about the person goes, see eventWords.
      erase: 'keep',
      exports: ['kind', 'at', 'community_id', 'data'],
    },
    { table: 'member_identity', key: ['channel', 'external_id'], column: 'member_id', erase: 'delete' },
    { table: 'member_search', key: ['token', 'member_id'], column: 'member_id', clash: ['token'], erase: 'delete' },
    {
      table: 'member_tag',
      key: ['tag_id', 'member_id'],
      column: 'member_id',
      clash: ['tag_id'],
      // Of a single-choice group the winner's tag stays.
      drops: ({ workspaceId, winnerId }) => sql`exists (
        select 1 from tag lt join tag_group g on g.workspace_id = lt.workspace_id and g.name = lt.group_name and g.single_choice
        join tag wt on wt.workspace_id = lt.workspace_id and wt.group_name = lt.group_name
        join member_tag w on w.workspace_id = wt.workspace_id and w.tag_id = wt.id and w.member_id = ${winnerId}
        where lt.workspace_id = ${workspaceId} and lt.id = t.tag_id)`,
      revivable: sql`exists (select 1 from tag g where g.workspace_id = b.workspace_id and g.id = b.tag_id)`,
      erase: 'delete',
      exports: ['tag_id', 'at'],
    },
    // Both keep their marks; who has too many of them loses nothing, who has too few is given one by `settle`.
    { table: 'member_untagged', key: ['member_id'], column: 'member_id', clash: [], erase: 'delete' },
    { table: 'member_bulk_item', key: ['bulk_id', 'member_id'], column: 'member_id', clash: ['bulk_id'], erase: 'delete' },
    {
      table: 'consent',
      key: ['id'],
      column: 'member_id',
      drops: ({ winnerId }) => sql`t.withdrawn_at is null and exists (select 1 from consent w
        where w.workspace_id = t.workspace_id and w.member_id = ${winnerId} and w.purpose = t.purpose and w.withdrawn_at is null)`,
      erase: 'keep',
      exports: ['purpose', 'version', 'channel', 'given_at', 'withdrawn_at'],
    },
    {
      table: 'member_block',
      key: ['member_id', 'kind'],
      column: 'member_id',
      clash: ['kind'],
      erase: 'delete',
      exports: ['kind', 'until', 'at'],
    },
    {
      table: 'member',
      key: ['id'],
      column: 'id',
      clash: [],
      combine: {
        phone_sealed: sql`coalesce(w.phone_sealed, l.phone_sealed)`,
        email_sealed: sql`coalesce(w.email_sealed, l.email_sealed)`,
        avatar_url: sql`coalesce(w.avatar_url, l.avatar_url)`,
        gender: sql`coalesce(w.gender, l.gender)`,
        age_band: sql`coalesce(w.age_band, l.age_band)`,
        city: sql`coalesce(w.city, l.city)`,
        city_tier: sql`coalesce(w.city_tier, l.city_tier)`,
        occupation: sql`coalesce(w.occupation, l.occupation)`,
        industry: sql`coalesce(w.industry, l.industry)`,
        employer: sql`coalesce(w.employer, l.employer)`,
        title: sql`coalesce(w.title, l.title)`,
        attributes: sql`l.attributes || w.attributes`,
        stage: sql`greatest(w.stage, l.stage)`,
        source: sql`case when l.created_at < w.created_at then coalesce(l.source, w.source) else coalesce(w.source, l.source) end`,
        owner_staff_id: sql`coalesce(w.owner_staff_id, l.owner_staff_id)`,
        last_active_at: sql`greatest(w.last_active_at, l.last_active_at)`,
        created_at: sql`least(w.created_at, l.created_at)`,
        updated_at: sql`greatest(w.updated_at, l.updated_at)`,
      },
      erase: 'keep',
      exports: [],
    },
  ],
  eventWords: {
    'member.attribute_set': sql`t.data || '{"value":null,"before":null}'`,
    'member.stage_moved': sql`t.data #- '{cause,reason}'`,
  },
  forget: forgetInImports,
  settle: markUntagged,
})
