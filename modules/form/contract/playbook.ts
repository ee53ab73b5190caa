import { actionKind, type KindList, text, textIn, triggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { formAnsweredCondition } from './condition.ts'
import { formKey } from './model.ts'

/** Sends the link of a form, with words of the step above it; whoever is reached has been asked. */
export const sendFormAction = actionKind({
  kind: 'sendForm',
  title: { zh: '发送表单', en: 'Send a form' },
  params: z.strictObject({ form: formKey, text: text.optional() }),
  level: 'both',
  outward: true,
  needsPerson: () => false,
  outcomes: () => ['sent', 'failed'],
  words: (params, locale) =>
    params.text
      ? textIn(params.text, locale).slice(0, 60)
      : locale === 'zh'
        ? `发送表单「${params.form}」`
        : `send the form "${params.form}"`,
})

export const formAnsweredTrigger = triggerKind({
  kind: 'formAnswered',
  title: { zh: '填完表单', en: 'Answered a form' },
  level: 'member',
  filter: z.strictObject({ form: formKey.optional() }),
  events: () => ['form.answered'],
  matches: (event, filter) => {
    const data = event.data as { form?: unknown; first?: unknown } | null
    return data?.first === true && (filter.form === undefined || data.form === filter.form)
  },
  words: (filter, locale) =>
    filter.form
      ? locale === 'zh'
        ? `填完「${filter.form}」`
        : `answered "${filter.form}"`
      : locale === 'zh'
        ? '填完表单'
        : 'answered a form',
})

/** What playbooks may say about forms. */
export const formKinds = {
  actions: [sendFormAction],
  triggers: [formAnsweredTrigger],
  conditions: [formAnsweredCondition],
  variables: [],
} satisfies KindList
