import type { Ctx } from '@grove/kernel/server'
import type { Text } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'

export interface StoredPlaybook {
  readonly id: number
  readonly key: string
  readonly title: Text
  readonly source: 'built_in' | 'own'
  readonly draft: string | null
  readonly latestVersion: number
  readonly archivedAt: Date | null
}

const columns = sql`id, key, title, source, draft, latest_version as "latestVersion", archived_at as "archivedAt"`

export const findPlaybook = (ctx: Ctx, id: number) =>
  ctx.db.maybe<StoredPlaybook>(sql`select ${columns} from playbook where workspace_id = ${ctx.workspaceId} and id = ${id}`)

/** The same, locked until the transaction ends: publishing numbers versions. */
export const lockPlaybook = (ctx: Ctx, id: number) =>
  ctx.db.maybe<StoredPlaybook>(sql`select ${columns} from playbook where workspace_id = ${ctx.workspaceId} and id = ${id} for update`)

export const lockPlaybookByKey = (ctx: Ctx, key: string) =>
  ctx.db.maybe<StoredPlaybook>(sql`select ${columns} from playbook where workspace_id = ${ctx.workspaceId} and key = ${key} for update`)

/** Starts of one playbook come one after the other, so that what is at work already is known; publishing and reading go on. */
export const holdPlaybook = (ctx: Ctx, id: number) =>
  ctx.db.exec(sql`select 1 from playbook where workspace_id = ${ctx.workspaceId} and id = ${id} for no key update`)

export interface NewPlaybook {
  readonly key: string
  readonly title: Text
  readonly source: 'built_in' | 'own'
  readonly communityTypes: readonly string[]
  readonly draft: string | null
}

/** Undefined when the key is taken. */
export async function insertPlaybook(ctx: Ctx, playbook: NewPlaybook): Promise<number | undefined> {
  const now = ctx.clock.now()
  const row = await ctx.db.maybe<{ id: number }>(sql`
    insert into playbook (workspace_id, key, title, source, community_types, draft, created_at, updated_at)
    values (${ctx.workspaceId}, ${playbook.key}, ${JSON.stringify(playbook.title)}::jsonb, ${playbook.source},
      ${playbook.communityTypes}::text[], ${playbook.draft}, ${now}, ${now})
    on conflict (workspace_id, key) do nothing returning id`)
  return row?.id
}

export async function writeDraft(ctx: Ctx, id: number, draft: string, by: number | null): Promise<void> {
  await ctx.db.exec(sql`
    update playbook set draft = ${draft}, draft_at = ${ctx.clock.now()}, draft_by = ${by}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function writeArchived(ctx: Ctx, id: number, archived: boolean): Promise<void> {
  await ctx.db.exec(sql`
    update playbook set archived_at = ${archived ? ctx.clock.now() : null}::timestamptz, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export interface NewVersion {
  readonly playbookId: number
  readonly number: number
  readonly text: string
  readonly definition: { readonly title: Text; readonly communityTypes: readonly string[] }
  readonly note: string
  readonly by: number | null
}

/** Adds the version, makes it the newest and empties the draft. */
export async function insertVersion(ctx: Ctx, version: NewVersion): Promise<number> {
  const row = await ctx.db.one<{ id: number }>(sql`
    with added as (
      insert into playbook_version (workspace_id, playbook_id, number, text, definition, note, created_by, created_at)
      values (${ctx.workspaceId}, ${version.playbookId}, ${version.number}, ${version.text}, ${JSON.stringify(version.definition)}::jsonb,
        ${version.note}, ${version.by}, ${ctx.clock.now()})
      returning id)
    update playbook set latest_version = ${version.number}, draft = null, title = ${JSON.stringify(version.definition.title)}::jsonb,
      community_types = ${version.definition.communityTypes}::text[], updated_at = ${ctx.clock.now()}
    from added where playbook.workspace_id = ${ctx.workspaceId} and playbook.id = ${version.playbookId}
    returning added.id`)
  return row.id
}

/** Numbers of the playbook's steps by key; steps seen for the first time get one. A fallback is a step of its own. */
export async function numberSteps(ctx: Ctx, playbookId: number, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  await ctx.db.exec(sql`
    insert into playbook_step (workspace_id, playbook_id, key)
    select ${ctx.workspaceId}, ${playbookId}, k.key from unnest(${keys}::text[]) as k (key)
    on conflict (workspace_id, playbook_id, key) do nothing`)
  return stepNumbers(ctx, playbookId)
}

export async function stepNumbers(ctx: Ctx, playbookId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.rows<{ key: string; id: number }>(sql`
    select key, id from playbook_step where workspace_id = ${ctx.workspaceId} and playbook_id = ${playbookId}`)
  return new Map(rows.map((row) => [row.key, row.id]))
}

export interface StoredVersion {
  readonly id: number
  readonly playbookId: number
  readonly number: number
  readonly text: string
  readonly definition: unknown
}

const versionColumns = sql`id, playbook_id as "playbookId", number, text, definition`

export const findVersion = (ctx: Ctx, playbookId: number, number: number) =>
  ctx.db.maybe<StoredVersion>(sql`
    select ${versionColumns} from playbook_version
    where workspace_id = ${ctx.workspaceId} and playbook_id = ${playbookId} and number = ${number}`)

export const findVersionById = (ctx: Ctx, id: number) =>
  ctx.db.maybe<StoredVersion>(sql`select ${versionColumns} from playbook_version where workspace_id = ${ctx.workspaceId} and id = ${id}`)

export async function rulesOff(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.db.rows<{ rule: string }>(sql`select rule from playbook_lint_off where workspace_id = ${ctx.workspaceId}`)
  return rows.map((row) => row.rule)
}

export async function rulesForbidden(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.db.rows<{ rule: string }>(sql`select rule from playbook_lint_forbid where workspace_id = ${ctx.workspaceId}`)
  return rows.map((row) => row.rule)
}

export async function writeRuleOff(ctx: Ctx, rule: string, reason: string, by: number | null): Promise<void> {
  await ctx.db.exec(sql`
    insert into playbook_lint_off (workspace_id, rule, reason, by, at) values (${ctx.workspaceId}, ${rule}, ${reason}, ${by}, ${ctx.clock.now()})
    on conflict (workspace_id, rule) do update set reason = excluded.reason, by = excluded.by, at = excluded.at`)
}

export async function deleteRuleOff(ctx: Ctx, rule: string): Promise<void> {
  await ctx.db.exec(sql`delete from playbook_lint_off where workspace_id = ${ctx.workspaceId} and rule = ${rule}`)
}
