import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { daysOf } from '../typical-weeks.ts'

const MOST_DAYS = 2

export const acquisitionOver48h = lintRule<LintSubject>({
  id: 'acquisition-over-48h',
  severity: 'error',
  title: { zh: '引流群超过 48 小时', en: 'An acquisition group over 48 hours' },
  reason: {
    zh: '引流群是候客厅，不是用来养的。拖过两天，人就凉了，广告和退群一起来；趁热把好的人请到下一个群，然后解散。',
    en: 'An acquisition group is a waiting hall. After two days people cool down and spam moves in: take the good ones on while they are warm, and dissolve it.',
  },
  trips: 'communityTypes: [acquisition]\nlasts: 5d',
  passes: 'communityTypes: [acquisition]\nlasts: 48h',
  check: ({ definition }) =>
    definition.communityTypes.includes('acquisition') && daysOf(definition) > MOST_DAYS
      ? [
          {
            path: definition.lasts === undefined ? [] : ['lasts'],
            message: { zh: '引流群最多开 48 小时', en: 'An acquisition group lasts 48 hours at most' },
            hint: { zh: '写 lasts: 48h，或更短', en: 'Write `lasts: 48h`, or less' },
          },
        ]
      : [],
})
