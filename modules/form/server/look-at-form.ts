import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { formErrors, type FormPage, type lookAtForm as lookRoute } from '../contract/index.ts'
import { exampleLines } from '../domain/answer-words.ts'
import { communityByCode, findAnswer, findExample } from './store-answer.ts'
import { findFormByCode } from './store-form.ts'

/**
 * The form as a phone shows it. A draft is nobody's; a closed one shows its title and, to its owner, what they answered. The example is for
 * members only: a card is not for passers-by. @throws form.not_found
 */
export async function lookAtForm(ctx: Ctx, input: InputOf<typeof lookRoute>): Promise<FormPage> {
  const form = await findFormByCode(ctx, input.code)
  if (!form || form.state === 'draft') throw formErrors.not_found()
  const memberId = ctx.actor.kind === 'member' ? ctx.actor.memberId : 0
  const { workspaceName, name } = await ctx.db.one<{ workspaceName: string; name: string | null }>(sql`
    select w.name as "workspaceName", m.display_name as name from workspace w
    left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId} where w.id = ${ctx.workspaceId}`)
  const mine = memberId ? await findAnswer(ctx, form.id, memberId) : undefined
  const communityId = memberId && form.showExample && form.state === 'open' ? await communityByCode(ctx, input.from) : 0
  const example = communityId ? await findExample(ctx, form.id, communityId, memberId) : undefined
  const { publicCode: code, title, intro, thanks, purpose, state, questions } = form
  return {
    code,
    title,
    intro,
    thanks,
    purpose,
    state,
    workspaceName,
    questions: state === 'open' || mine ? questions : [],
    example: example ? { name: example.name, lines: exampleLines(example.questions, example.answers) } : null,
    you: name === null ? null : { name, answers: mine?.answers ?? null, shared: mine?.shared ?? false },
  }
}
