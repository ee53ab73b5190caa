import { conditionKind, flagLimits, say } from '@grove/condition-kit/contract'
import { z } from 'zod'

/** Is in another segment now. */
export const segmentCondition = conditionKind({
  kind: 'segment',
  title: { zh: '在人群里', en: 'In a segment' },
  topic: 'segment',
  params: z.strictObject({ segment: z.number().int().positive() }),
  example: { segment: 1 },
  form: [{ param: 'segment', label: { zh: '人群', en: 'Segment' }, input: 'lookup', lookup: 'segment', required: true }],
  facts: ({ segment }) => [`member.segment:${segment}`],
  evaluate: ({ segment }, facts) => facts[`member.segment:${segment}`] === true,
  words: ({ segment }, locale, name) => {
    const known = name({ what: 'segment', key: String(segment) }) ?? `#${segment}`
    return say(locale, `在人群「${known}」里`, `in the segment "${known}"`)
  },
  events: () => ['segment.entered', 'segment.left'],
  uses: ({ segment }) => [{ what: 'segment', key: String(segment) }],
  limits: ({ segment }, holds) => flagLimits(`member.segment:${segment}`, holds),
})
