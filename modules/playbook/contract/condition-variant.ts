import { conditionKind, say } from '@grove/condition-kit/contract'
import { z } from 'zod'
import { key } from './local-time.ts'

/** In which arm of another step's variants the member is. */
export const variantCondition = conditionKind({
  kind: 'variant',
  title: { zh: '所在变体', en: 'Variant' },
  topic: 'run',
  params: z.strictObject({ step: key, is: key }),
  example: { step: 'offer', is: 'a' },
  form: [
    { param: 'step', label: { zh: '步骤', en: 'Step' }, input: 'text', required: true },
    { param: 'is', label: { zh: '变体', en: 'Variant' }, input: 'text', required: true },
  ],
  facts: (params) => [`run.variant:${params.step}`],
  evaluate: (params, facts) => facts[`run.variant:${params.step}`] === params.is,
  words: (params, locale) => say(locale, `在 ${params.step} 中属于变体 ${params.is}`, `in arm ${params.is} of ${params.step}`),
  events: () => [],
  needs: () => ['run'],
})
