import { conditionKind, flagLimits } from '@grove/condition-kit/contract'
import { z } from 'zod'
import { formKey } from './model.ts'

/** Whether the member has answered the form, whatever its version. */
export const formAnsweredCondition = conditionKind({
  kind: 'formAnswered',
  title: { zh: '已填表单', en: 'Has answered a form' },
  topic: 'behaviour',
  params: z.strictObject({ form: formKey }),
  example: { form: 'newcomer-card' },
  form: [{ param: 'form', label: { zh: '表单', en: 'Form' }, input: 'lookup', lookup: 'form', required: true }],
  facts: ({ form }) => [`form.answered:${form}`],
  evaluate: ({ form }, facts) => facts[`form.answered:${form}`] === true,
  words: ({ form }, locale, name) => {
    const title = name({ what: 'form', key: form }) ?? form
    return locale === 'zh' ? `已填「${title}」` : `has answered "${title}"`
  },
  events: () => ['form.answered'],
  uses: ({ form }) => [{ what: 'form', key: form }],
  limits: ({ form }, holds) => flagLimits(`form.answered:${form}`, holds),
})
