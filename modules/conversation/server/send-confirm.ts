import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type Assignee, type ClosedTask, type NewTask, SEND, SKIP, type TaskHandler, type TaskPreview } from '@grove/task/server'
import sql from 'sql-template-tag'
import { type SendContent, sendErrors, sendExpired } from '../contract/index.ts'
import { textOf, withText } from '../domain/content-text.ts'
import type { SendPlan } from './plan-sends.ts'
import { sendEvent } from './send-event.ts'
import { readContents, storeContents } from './store-content.ts'

/** What the task that asks for a press of send says, and who is asked (the owner of the group unless told). */
export interface Confirmation {
  readonly title: string
  readonly why?: string
  readonly assignee?: Assignee
}

/** One task for each step in each community, however many members stand behind it. */
export function confirmTasks(plans: readonly SendPlan[]): NewTask[] {
  return plans.flatMap((plan): NewTask[] => {
    if (!plan.confirm) return []
    return [
      {
        source: plan.source === 'activity' ? 'system' : plan.source,
        kind: 'confirm',
        title: { text: plan.confirm.title },
        why: plan.confirm.why ?? null,
        options: [SEND, SKIP],
        assignee: plan.confirm.assignee ?? { post: 'owner' },
        runId: plan.runId,
        stepId: plan.stepId,
        occurrence: plan.occurrence,
        communityId: plan.communityId,
        dueAt: plan.notBefore,
        expiresAt: plan.expiresAt ?? null,
      },
    ]
  })
}

/** Sends that wait for the confirmation these tasks ask for. */
const behind = (ctx: Ctx, tasks: readonly ClosedTask[]) => sql`
  s.workspace_id = ${ctx.workspaceId} and s.state = 'needs_person' and s.reason = 'confirm'
  and (s.source, s.run_id, s.step_id, s.occurrence, s.community_id) in (
    select b.source, b.run_id, b.step_id, b.occurrence, b.community_id from unnest(${tasks.map((task) => task.source)}::smallint[], ${tasks.map((task) => task.runId)}::bigint[],
      ${tasks.map((task) => task.stepId)}::bigint[], ${tasks.map((task) => task.occurrence)}::bigint[],
      ${tasks.map((task) => task.communityId)}::bigint[]) as b (source, run_id, step_id, occurrence, community_id))`

/** Confirming releases the sends at once (limits and expiry still hold); skipping and dropping end them. */
export const confirmHandler: TaskHandler = {
  kind: 'confirm',
  done: async (ctx, tasks, answer) => {
    if (answer.outcome !== 'send') return end(ctx, tasks, 'cancelled', 'declined')
    if (answer.text !== null) await rewrite(ctx, tasks, answer.text)
    await ctx.db.exec(sql`update send s set state = 'planned', reason = null where ${behind(ctx, tasks)}`)
    ctx.afterCommit(() => ctx.app.signals.wake('sends'))
  },
  dropped: (ctx, tasks, how) => end(ctx, tasks, how, how === 'expired' ? 'not_confirmed' : 'by_person'),
  preview,
}

async function end(ctx: Ctx, tasks: readonly ClosedTask[], state: 'cancelled' | 'expired', reason: string): Promise<void> {
  const ended = await ctx.db.rows<Parameters<typeof sendEvent>[0]>(sql`
    update send s set state = ${state}, reason = ${reason} where ${behind(ctx, tasks)}
    returning s.id, s.source, s.run_id as "runId", s.step_id as "stepId", s.occurrence, s.community_id as "communityId",
      s.member_id as "memberId", s.channel, s.variant`)
  if (state === 'expired')
    await emit(
      ctx,
      ended.map((row) => sendEvent(row, sendExpired, { reason })),
    )
}

/** The person changed the words before pressing send. @throws send.not_waiting_for_confirmation when there is nothing to change */
async function rewrite(ctx: Ctx, tasks: readonly ClosedTask[], text: string): Promise<void> {
  const rows = await ctx.db.rows<{ contentId: number }>(
    sql`select distinct s.content_id as "contentId" from send s where ${behind(ctx, tasks)}`,
  )
  const bodies = await readContents(
    ctx,
    rows.map((row) => row.contentId),
  )
  const changed = [...bodies].filter(([, body]) => textOf(body) !== text)
  if (rows.length === 0) throw sendErrors.not_waiting_for_confirmation()
  if (changed.length === 0) return
  const ids = await storeContents(
    ctx,
    changed.map(([, body]) => withText(body, text)),
  )
  await ctx.db.exec(sql`
    update send s set content_id = n.id
    from unnest(${changed.map(([id]) => id)}::bigint[], ${ids}::bigint[]) as n (old, id)
    where ${behind(ctx, tasks)} and s.content_id = n.old`)
}

async function preview(ctx: Ctx, tasks: readonly ClosedTask[]): Promise<Map<number, TaskPreview>> {
  const rows = await ctx.db.rows<
    Omit<ClosedTask, 'id' | 'kind' | 'memberId' | 'assigneeStaffId'> & {
      body: SendContent
      variants: number
      recipients: number
      toGroup: boolean
    }
  >(sql`
    select g.source, g.run_id as "runId", g.step_id as "stepId", g.occurrence, g.community_id as "communityId", g.variants, g.recipients, g.to_group as "toGroup", c.body
    from (
      select s.source, s.run_id, s.step_id, s.occurrence, s.community_id, min(s.content_id) as content_id,
        count(distinct s.content_id)::int as variants, count(*)::int as recipients, bool_or(s.member_id = 0) as to_group
      from send s where ${behind(ctx, tasks)} group by s.source, s.run_id, s.step_id, s.occurrence, s.community_id) g
    join content c on c.workspace_id = ${ctx.workspaceId} and c.id = g.content_id`)
  const keyOf = (row: Pick<ClosedTask, 'source' | 'runId' | 'stepId' | 'occurrence' | 'communityId'>) =>
    [row.source, row.runId, row.stepId, row.occurrence, row.communityId].join()
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  const previews = new Map<number, TaskPreview>()
  for (const task of tasks) {
    const row = found.get(keyOf(task))
    const text = row && textOf(row.body)
    if (row)
      previews.set(task.id, {
        text: text ?? '',
        editable: text !== null && row.variants === 1,
        recipients: row.recipients,
        toGroup: row.toGroup,
      })
  }
  return previews
}
