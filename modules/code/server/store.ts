import type { WantedCode } from '@grove/channel-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { CodeDraft, CodeKind } from '../contract/index.ts'

export interface StoredCode {
  readonly id: number
  readonly accountId: number
  readonly kind: CodeKind
  readonly stateKey: string
  readonly draft: CodeDraft
  readonly state: 'making' | 'live' | 'ended'
  readonly platformName: string | null
  readonly told: WantedCode | null
  readonly attempts: number
  readonly createdAt: Date
}

const CODE = sql`c.id, c.account_id as "accountId", c.kind, c.state_key as "stateKey", c.draft, c.state, c.platform_name as "platformName", c.told,
  c.attempts, c.created_at as "createdAt"`

/** Takes what is due into this process's hands. */
export function claimCodes(ctx: Ctx, limit: number, leaseMs: number): Promise<StoredCode[]> {
  const now = ctx.clock.now()
  return ctx.db.rows<StoredCode>(sql`
    update code c set due_at = ${new Date(now.getTime() + leaseMs)}, attempts = c.attempts + 1
    from (
      select d.id from code d
      where d.workspace_id = ${ctx.workspaceId} and d.due_at <= ${now} and (d.state <> 'ended' or d.platform_name is not null)
      order by d.due_at limit ${limit} for update skip locked) as n
    where c.workspace_id = ${ctx.workspaceId} and c.id = n.id
    returning ${CODE}`)
}

export function lockCode(ctx: Ctx, id: number): Promise<StoredCode | undefined> {
  return ctx.db.maybe<StoredCode>(sql`select ${CODE} from code c where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} for update`)
}

export async function insertCode(
  ctx: Ctx,
  code: { readonly accountId: number; readonly kind: CodeKind; readonly stateKey: string; readonly draft: CodeDraft },
): Promise<number> {
  const now = ctx.clock.now()
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into code (workspace_id, account_id, kind, name, source, state_key, draft, state, due_at, created_at)
    values (${ctx.workspaceId}, ${code.accountId}, ${code.kind}, ${code.draft.name}, ${code.draft.source}, ${code.stateKey},
      ${JSON.stringify(code.draft)}::jsonb, 'making', ${now}, ${now}) returning id`)
  return id
}

export async function writeDraft(ctx: Ctx, id: number, draft: CodeDraft): Promise<void> {
  await ctx.db.exec(sql`
    update code set draft = ${JSON.stringify(draft)}::jsonb, name = ${draft.name}, source = ${draft.source}, due_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function endStored(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`
    update code set state = 'ended', due_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** To be looked at now: somebody asked, somebody came, or the groups changed. */
export async function wakeCodes(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    update code set due_at = ${ctx.clock.now()}, checked_at = null where workspace_id = ${ctx.workspaceId} and id = any(${[...ids]}::bigint[])`)
}

/** The handle on it, kept the moment it is known. */
export async function writeName(ctx: Ctx, id: number, name: string, told: WantedCode): Promise<void> {
  await ctx.db.exec(sql`
    update code set platform_name = ${name}, told = ${JSON.stringify(told)}::jsonb,
      state = case when state = 'making' then 'live' else state end
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export interface Look {
  readonly told: WantedCode | null
  readonly pictureUrl: string | null
  readonly drift: readonly string[]
  readonly seats: number | null
  readonly fault: string | null
  readonly dueAt: Date
  readonly checked: boolean
  readonly gone: boolean
}

/** What one look found and did. A code that somebody changed meanwhile stays due. */
export async function writeLook(ctx: Ctx, code: StoredCode, look: Look): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db.exec(sql`
    update code c set told = coalesce(${look.told === null ? null : JSON.stringify(look.told)}::jsonb, c.told),
      picture_url = coalesce(${look.pictureUrl}, c.picture_url), fault = ${look.fault}, seats = ${look.seats},
      drift = case when ${look.checked} then ${JSON.stringify(look.drift)}::jsonb else c.drift end,
      drift_at = case when ${look.drift.length > 0} then ${now}::timestamptz else c.drift_at end,
      checked_at = case when ${look.checked} then ${now}::timestamptz else c.checked_at end,
      platform_name = case when ${look.gone} then null else c.platform_name end,
      attempts = case when ${look.fault === null} then 0 else c.attempts end,
      due_at = case when c.draft = ${JSON.stringify(code.draft)}::jsonb and (c.state = 'ended') = ${code.state === 'ended'}
        then ${look.dueAt}::timestamptz else ${now}::timestamptz end
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${code.id}`)
}

export interface MissingPicture {
  readonly id: number
  readonly accountId: number
  readonly pictureUrl: string
}

/** Of these codes, those whose picture we don't have as the platform shows it. */
export function missingPictures(ctx: Ctx, ids: readonly number[]): Promise<MissingPicture[]> {
  return ctx.db.rows<MissingPicture>(sql`
    select c.id, c.account_id as "accountId", c.picture_url as "pictureUrl" from code c
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${[...ids]}::bigint[]) and c.state = 'live'
      and c.picture_url is not null and c.picture_url is distinct from c.picture_of
    order by c.id`)
}

export async function writePictures(
  ctx: Ctx,
  came: readonly { readonly id: number; readonly address: string; readonly picture: Buffer }[],
): Promise<void> {
  await ctx.db.exec(sql`
    update code c set picture = n.picture, picture_of = n.address
    from unnest(${came.map((one) => one.id)}::bigint[], ${came.map((one) => one.address)}::text[],
      ${came.map((one) => one.picture)}::bytea[]) as n (id, address, picture)
    where c.workspace_id = ${ctx.workspaceId} and c.id = n.id`)
}

export function readPicture(ctx: Ctx, id: number): Promise<{ picture: Buffer } | undefined> {
  return ctx.db.maybe<{ picture: Buffer }>(sql`
    select c.picture from code c where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and c.picture is not null`)
}

/** To be looked at again by then. */
export async function wakeBy(ctx: Ctx, codes: readonly { readonly id: number; readonly at: Date }[]): Promise<void> {
  await ctx.db.exec(sql`
    update code c set due_at = least(c.due_at, n.at)
    from unnest(${codes.map((one) => one.id)}::bigint[], ${codes.map((one) => one.at)}::timestamptz[]) as n (id, at)
    where c.workspace_id = ${ctx.workspaceId} and c.id = n.id`)
}

/** Groups the platform added to a code by itself are ours from now on. */
export async function addGroups(ctx: Ctx, id: number, groups: readonly string[]): Promise<void> {
  await ctx.db.exec(sql`
    update code c set draft = jsonb_set(c.draft, '{rooms,groups}', (c.draft #> '{rooms,groups}') || ${JSON.stringify(groups)}::jsonb)
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`)
}

/** How many came to each target of a code on a day. */
export async function joinsOn(ctx: Ctx, id: number, day: string): Promise<Map<string, number>> {
  const rows = await ctx.db.rows<{ target: string; joins: number }>(sql`
    select j.target, count(*)::int as joins from code_join j
    where j.workspace_id = ${ctx.workspaceId} and j.code_id = ${id} and j.day = ${day}::date group by j.target`)
  return new Map(rows.map((row) => [row.target, row.joins]))
}

export interface Join {
  readonly stateKey: string
  readonly channel: string
  readonly externalId: string
  readonly target: string
  readonly at: Date
  readonly day: string
}

/** Notes who came; those noted already are passed over. Answers the new ones, with the member where there is one. */
export function insertJoins(
  ctx: Ctx,
  joins: readonly Join[],
): Promise<{ codeId: number; name: string; source: string; tags: string[]; memberId: number | null }[]> {
  return ctx.db.rows(sql`
    with came as (
      insert into code_join (workspace_id, code_id, channel, external_id, target, at, day)
      select distinct on (c.id, n.external_id, n.target) ${ctx.workspaceId}::bigint, c.id, n.channel, n.external_id, n.target, n.at, n.day
      from unnest(${joins.map((one) => one.stateKey)}::text[], ${joins.map((one) => one.channel)}::text[],
        ${joins.map((one) => one.externalId)}::text[], ${joins.map((one) => one.target)}::text[], ${joins.map((one) => one.at)}::timestamptz[],
        ${joins.map((one) => one.day)}::date[]) as n (state_key, channel, external_id, target, at, day)
      join code c on c.workspace_id = ${ctx.workspaceId} and c.state_key = n.state_key
      order by c.id, n.external_id, n.target
      on conflict (workspace_id, code_id, external_id, target) do nothing
      returning code_id, channel, external_id)
    select k.code_id as "codeId", c.name, c.source, c.draft -> 'tags' as tags, i.member_id as "memberId"
    from came k
    join code c on c.workspace_id = ${ctx.workspaceId} and c.id = k.code_id
    left join member_identity i on i.workspace_id = ${ctx.workspaceId} and i.channel = k.channel and i.external_id = k.external_id
    order by k.code_id, i.member_id`)
}
