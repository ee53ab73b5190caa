import type { Account } from '@grove/channel-kit/contract'
import { codeWords } from '@grove/channel-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { WecomError, wecom } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import { settingsOf } from './settings.ts'

const BATCH = 50

interface Greeting {
  readonly accountId: number
  readonly code: string
  /** The state of the code they came through. */
  readonly source: string | null
  readonly expiresAt: Date
}

interface Greeted {
  readonly state: 'sent' | 'refused' | 'unknown' | 'late'
  readonly reason: string | null
}

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from wecom_welcome g where g.workspace_id = w.id and g.state = 'new') order by w.id`)
  return rows.map((row) => row.id)
}

/** The code is good once: it is taken before it is used, and never used twice, whatever the answer was. */
function claim(ctx: Ctx): Promise<Greeting[]> {
  return ctx.db.rows<Greeting>(sql`
    update wecom_welcome g set state = 'asking'
    from (
      select d.account_id, d.code from wecom_welcome d
      where d.workspace_id = ${ctx.workspaceId} and d.state = 'new' order by d.received_at desc limit ${BATCH} for update skip locked) as n
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = n.account_id and g.code = n.code
    returning g.account_id as "accountId", g.code, g.source, g.expires_at as "expiresAt"`)
}

async function greet(ctx: Ctx, account: Account | undefined, greeting: Greeting, own: string | undefined): Promise<Greeted> {
  const content = account ? (own ?? settingsOf(account).welcome) : ''
  if (!account || content === '') return { state: 'refused', reason: 'nothing_to_say' }
  const left = greeting.expiresAt.getTime() - ctx.clock.now().getTime()
  if (left <= 0) return { state: 'late', reason: null }
  try {
    const call = { signal: AbortSignal.timeout(left), maxWaitMs: Math.min(2000, left) }
    await clientOf(ctx.app, account).call(wecom.sendWelcome, { welcome_code: greeting.code, text: { content } }, call)
    return { state: 'sent', reason: null }
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    return { state: error.kind === 'unknown_outcome' ? 'unknown' : 'refused', reason: `${error.kind} ${error.code ?? ''}`.trim() }
  }
}

/** What the codes say to those who came through them. */
async function wordsFor(ctx: Ctx, greetings: readonly Greeting[]): Promise<ReadonlyMap<string, string>> {
  const states = [...new Set(greetings.flatMap(({ source }) => (source ? [source] : [])))]
  const found = new Map<string, string>()
  if (states.length === 0) return found
  for (const one of ctx.app.registry.all(codeWords)) for (const [state, said] of await one.greetings(ctx, states)) found.set(state, said)
  return found
}

/** New customers are greeted before anything else, the newest first: an older one's twenty seconds are nearly over anyway. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const greetings = await claim(ctx)
  if (greetings.length === 0) return { more: false }
  const accounts = await accountsOf(ctx)
  const words = await wordsFor(ctx, greetings)
  const greeted = await Promise.all(greetings.map((one) => greet(ctx, accounts.get(one.accountId), one, words.get(one.source ?? ''))))
  await ctx.db.exec(sql`
    update wecom_welcome g set state = n.state, reason = n.reason, sent_at = case when n.state = 'sent' then ${ctx.clock.now()}::timestamptz end
    from unnest(${greetings.map((one) => one.accountId)}::bigint[], ${greetings.map((one) => one.code)}::text[],
      ${greeted.map((one) => one.state)}::text[], ${greeted.map((one) => one.reason)}::text[]) as n (account_id, code, state, reason)
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = n.account_id and g.code = n.code`)
  return { more: greetings.length === BATCH }
}

export const welcomeLoop = dueLoop({ name: 'wecom-welcome', wakeOn: ['wecom-welcome'], everyMs: 1000, due, run })
