import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'

const MOVES_ON = new Set(['invite', 'transfer'])

export const acquisitionWithoutMoveOn = lintRule<LintSubject>({
  id: 'acquisition-without-move-on',
  severity: 'error',
  title: { zh: '引流群没有去处', en: 'An acquisition group that leads nowhere' },
  reason: {
    zh: '引流来的人没有下一站，等于白引。解散之前，要把合适的人请进能承接他们的群。',
    en: 'People gained without a next place are lost again. Before the hall closes, the right ones are invited on.',
  },
  trips: 'communityTypes: [acquisition]',
  passes:
    'communityTypes: [acquisition]\nparameters: [{ key: next, title: Next group, kind: community }]\nsteps: [{ id: on, title: Move on, when: { day: 2, at: "10:00" }, do: { kind: invite, community: next } }]',
  check: ({ definition }) =>
    definition.communityTypes.includes('acquisition') && !definition.steps.some((step) => MOVES_ON.has(step.do.kind))
      ? [
          {
            path: ['steps'],
            message: { zh: '没有把人请到下一个群的步骤', en: 'No step takes members on to the next group' },
            hint: { zh: '加一步 invite 或 transfer', en: 'Add an `invite` or `transfer` step' },
          },
        ]
      : [],
})
