import { type Can, type ChannelLack, lacksFor } from '@grove/channel-kit/contract'
import { type Action, type Text, variableKindOf, variablesIn } from '@grove/playbook-kit/contract'
import type { ChannelNote } from '../../contract/index.ts'
import type { Plan, PlannedStep } from '../plan.ts'

/** A channel in which the playbook would run, and how many groups and owners there are. */
export interface ChannelInUse {
  readonly kind: string
  readonly can: Can
  readonly groups: number
  readonly owners: number
}

/** What each channel cannot do of what the playbook asks, with the steps that ask it. */
export function channelNotes(plan: Plan, inUse: readonly ChannelInUse[]): ChannelNote[] {
  return inUse.flatMap((channel) => {
    const found = new Map<ChannelNote['code'], Text[]>()
    for (const planned of plan.steps.values())
      for (const code of notesOf(plan, planned, channel)) found.set(code, [...(found.get(code) ?? []), planned.step.title])
    const { kind, groups, owners } = channel
    return [...found].map(([code, steps]) => ({ code, channel: kind, steps, groups, owners }))
  })
}

function notesOf(plan: Plan, planned: PlannedStep, { can, groups, owners }: ChannelInUse): Set<ChannelNote['code']> {
  const acts = actionsOf(planned).filter((action) => plan.kinds.actions.get(action.kind)?.outward)
  const toMember = planned.audience !== 'group'
  const lacks: ChannelLack[] = acts.flatMap((action) =>
    lacksFor(can, { toMember, pin: action['pin'] === true, mentionAll: action['mentionAll'] === true }),
  )
  const notes = new Set<ChannelNote['code']>(lacks)
  const { when } = planned.step
  if (!can.readGroup && 'on' in when && plan.kinds.triggers.get(when.on)?.overheard) notes.add('overheard')
  const alone = groups > 0 && groups === owners
  if (can.confirmTogether && !toMember && !alone && acts.some((action) => differs(action, plan))) notes.add('differs')
  return notes
}

/** What a step may do: itself, its stand-in, and the words of its arms. */
const actionsOf = ({ step, fallback }: PlannedStep): Action[] => [
  ...(step.variants ?? []).map((variant) => ({ ...step.do, ...variant.with }) as Action),
  step.do,
  ...(fallback ? [fallback.do] : []),
]

/** Its words are not the same in all groups of one owner. */
function differs(action: Action, plan: Plan): boolean {
  const known = [...plan.kinds.variables]
  return wordsIn(action)
    .flatMap(variablesIn)
    .some((name) => variableKindOf(name, known)?.alike !== true)
}

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
}
