import { conditionLookups, type LookupChoice } from '@grove/condition-kit/server'
import { anywhere, type Ctx, type Extension } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { FIELD_WORDS, isConditionField } from '../contract/index.ts'
import { listFields } from './fields.ts'

const MOST = 30
const like = (text: string) => anywhere(text.toLowerCase())

const ownFields = async (ctx: Ctx) =>
  (await listFields(ctx)).items.flatMap(({ key, labelZh, labelEn, archivedAt }) =>
    archivedAt ? [] : [{ value: key, label: { zh: labelZh, en: labelEn } }],
  )

/** What the builder offers for tags, attributes, staff and events. */
export const memberLookups: readonly Extension[] = [
  conditionLookups.of({
    name: 'tag',
    search: (ctx, text) =>
      ctx.db.rows<LookupChoice>(sql`
        select t.name as value, t.name as label from tag t where t.workspace_id = ${ctx.workspaceId} and lower(t.name) like ${like(text)}
        order by t.name limit ${MOST}`),
  }),
  conditionLookups.of({
    name: 'attribute',
    open: true,
    // Names in use, from the newest members: all of them would mean to read every record.
    search: async (ctx, text) => {
      const rows = await ctx.db.rows<LookupChoice>(sql`
        select k.key as value, k.key as label from (
          select distinct jsonb_object_keys(n.attributes) as key from (
            select m.attributes from member m where m.workspace_id = ${ctx.workspaceId} order by m.id desc limit 2000) n) k
        where lower(k.key) like ${like(text)} order by k.key limit ${MOST}`)
      const own = await ownFields(ctx)
      const fields = [...Object.entries(FIELD_WORDS).map(([value, label]) => ({ value, label })), ...own]
      const fits = ({ value, label }: (typeof fields)[number]) =>
        `${value} ${label.zh} ${label.en}`.toLowerCase().includes(text.toLowerCase())
      const named = new Set(fields.map((field) => field.value))
      return [...fields.filter(fits), ...rows.filter((row) => !named.has(String(row.value)))]
    },
    names: async (ctx, keys): Promise<LookupChoice[]> => [
      ...keys.flatMap((value) => (isConditionField(value) ? [{ value, label: FIELD_WORDS[value] }] : [])),
      ...(await ownFields(ctx)).filter((field) => keys.includes(field.value)),
    ],
  }),
  conditionLookups.of({
    name: 'staff',
    search: (ctx, text) =>
      ctx.db.rows<LookupChoice>(sql`
        select s.id as value, s.display_name as label from staff s
        where s.workspace_id = ${ctx.workspaceId} and s.active and lower(s.display_name) like ${like(text)} order by s.display_name limit ${MOST}`),
    names: (ctx, keys) =>
      ctx.db.rows<LookupChoice>(sql`
        select s.id as value, s.display_name as label from staff s
        where s.workspace_id = ${ctx.workspaceId} and s.id = any(${keys}::bigint[])`),
  }),
  conditionLookups.of({
    name: 'event',
    // Only what happens to a member can be counted for one.
    search: async (ctx, text) =>
      [...ctx.app.registry.events.values()].flatMap(({ kind, called }) =>
        called && `${kind} ${called.zh} ${called.en}`.toLowerCase().includes(text.toLowerCase()) ? [{ value: kind, label: called }] : [],
      ),
    names: async (ctx, keys) =>
      keys.flatMap((value): LookupChoice[] => {
        const label = ctx.app.registry.events.get(value)?.called
        return label ? [{ value, label }] : []
      }),
  }),
]
