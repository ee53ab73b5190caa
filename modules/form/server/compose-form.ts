import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type Action, type Text, textIn } from '@grove/playbook-kit/contract'
import { type ActionBatch, sendingActions } from '@grove/playbook-kit/server'
import sql from 'sql-template-tag'
import { formAsked, type FormDetail, formErrors, sendFormAction } from '../contract/index.ts'
import { formTemplates } from '../domain/templates.ts'
import { makeForm } from './create-form.ts'
import { insertAsks, membersIn } from './store-answer.ts'
import { findFormsByKey } from './store-form.ts'

/** The step's words above the form's link; whoever it reaches has been asked. @throws form.unknown_form form.not_open */
export const formSending = sendingActions.of({
  kind: sendFormAction.kind,
  compose: async (ctx, batches) => {
    const forms = await formsNamed(ctx, [...new Set(batches.map((batch) => String(batch.action['form'])))])
    const places = await placesOf(ctx, [...new Set(batches.map((batch) => batch.communityId))])
    await noteAsked(ctx, batches, forms)
    return batches.map((batch) => sendOf(ctx, batch, forms, places))
  },
})

type Forms = ReadonlyMap<string, FormDetail>

/** Forms by key; one of ours that nobody has made yet is made here, open. */
async function formsNamed(ctx: Ctx, keys: readonly string[]): Promise<Forms> {
  const known = new Map((await findFormsByKey(ctx, keys)).map((form) => [form.key, form]))
  const missing = keys.filter((key) => !known.has(key))
  if (missing.length) {
    const templates = missing.map((key) => formTemplates(ctx.locale).find((one) => one.key === key))
    const unknown = missing.find((_key, index) => !templates[index])
    if (unknown) throw formErrors.unknown_form({ form: unknown })
    for (const template of templates) if (template) await makeForm(ctx, { ...template, state: 'open' })
    for (const form of await findFormsByKey(ctx, missing)) known.set(form.key, form)
  }
  const shut = [...known.values()].find((form) => form.state !== 'open')
  if (shut) throw formErrors.not_open({ form: shut.title })
  return known
}

async function noteAsked(ctx: Ctx, batches: readonly ActionBatch[], forms: Forms): Promise<void> {
  const groups = batches.filter((batch) => batch.memberIds === null)
  const inside = groups.length
    ? await membersIn(
        ctx,
        groups.map((batch) => batch.communityId),
      )
    : []
  const asked = batches.flatMap(({ action, communityId, runId, memberIds }) => {
    const form = forms.get(String(action['form']))
    const ids = memberIds ?? inside.filter((one) => one.communityId === communityId).map((one) => one.memberId)
    return form ? ids.map((memberId) => ({ formId: form.id, form: form.key, memberId, communityId, runId })) : []
  })
  const fresh = asked.length ? await insertAsks(ctx, asked) : []
  await emit(
    ctx,
    fresh.map(({ formId, form, memberId, communityId, runId, counted }) => ({
      kind: formAsked,
      memberId,
      communityId,
      runId,
      counted,
      data: { formId, form },
    })),
  )
}

interface Place {
  readonly id: number
  readonly workspaceKey: string
  readonly code: string
}

async function placesOf(ctx: Ctx, communityIds: readonly number[]): Promise<ReadonlyMap<number, Place>> {
  const rows = await ctx.db.rows<Place>(sql`
    select c.id, w.public_key as "workspaceKey", c.public_code as code from community c join workspace w on w.id = ${ctx.workspaceId}
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${communityIds}::bigint[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

function sendOf(ctx: Ctx, { action, communityId }: ActionBatch, forms: Forms, places: ReadonlyMap<number, Place>): Action {
  const form = forms.get(String(action['form']))
  const place = places.get(communityId)
  if (!form || !place) throw formErrors.unknown_form({ form: String(action['form']) })
  const words = action['text'] as Text | undefined
  return {
    kind: 'send',
    ...(words && { text: textIn(words, ctx.locale) }),
    link: {
      url: `${ctx.app.config.baseUrl}/m/${place.workspaceKey}/f/${form.publicCode}?from=${place.code}`,
      title: form.title,
      ...(form.intro && { description: form.intro.slice(0, 100) }),
    },
  }
}
