import { spanMinutes, spanOf } from '@grove/calendar'
import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import type { Definition, Step } from '../../contract/index.ts'
import { actionComplaints, parameterComplaints } from './action-complaints.ts'
import { conditionComplaints, type Place } from './condition-complaints.ts'
import { nearest } from './nearest.ts'
import { needsPerson, outcomesOf } from './outcomes.ts'
import type { Complaint, Path } from './problem.ts'
import { shapeComplaints } from './shape-complaints.ts'

/** What is wrong with one step beyond its shape. */
export function stepComplaints(step: Step, path: Path, definition: Definition, kinds: PlaybookKinds): readonly Complaint[] {
  const onGroupTrack = step.track === 'community'
  const asks: Place = { definition, kinds, group: onGroupTrack }
  const says: Place = { definition, kinds, group: onGroupTrack && (step.to === undefined || step.to === 'group' || isRole(step)) }
  return [
    ...phase(step, path, definition),
    ...when(step, path, asks),
    ...audience(step, path, asks),
    ...people(step, path, kinds),
    ...(step.if ? conditionComplaints(step.if, [...path, 'if'], asks) : []),
    ...actionComplaints(step.do, [...path, 'do'], { ...says, group: isFlow(step) ? asks.group : says.group }),
    ...(step.fallback ? actionComplaints(step.fallback.do, [...path, 'fallback', 'do'], says) : []),
    ...variants(step, path, says),
  ]
}

const isFlow = (step: Step) => step.do.kind === 'wait' || step.do.kind === 'branch'
const isRole = (step: Step) => typeof step.to === 'object' && 'role' in step.to

function phase(step: Step, path: Path, definition: Definition): readonly Complaint[] {
  const names = definition.phases.map((one) => one.id)
  if (step.phase === undefined || names.includes(step.phase)) return []
  return [{ path: [...path, 'phase'], code: 'unknown_phase', data: { found: step.phase }, hint: nearest(step.phase, names) }]
}

function when(step: Step, path: Path, place: Place): readonly Complaint[] {
  const at = [...path, 'when']
  const { when: anchor, track } = step
  const complaints: Complaint[] = []
  for (const key of ['joinDay', 'afterJoin']) {
    if (key in anchor && track === 'community')
      complaints.push({ path: [...at, key], code: 'member_anchor_on_group', data: { key }, hint: 'track: member', atKey: true })
  }
  if ('countdown' in anchor) complaints.push(...parameterComplaints(anchor.countdown, [...at, 'countdown'], 'date', place))
  if ('fromDay' in anchor && anchor.fromDay !== undefined && anchor.toDay !== undefined && anchor.toDay < anchor.fromDay) {
    complaints.push({
      path: [...at, 'toDay'],
      code: 'wrong_order',
      data: { from: anchor.fromDay, to: anchor.toDay },
      hint: String(anchor.fromDay),
    })
  }
  if ('days' in anchor && anchor.days !== undefined && anchor.nextDayAt === undefined) {
    complaints.push({ path: [...at, 'days'], code: 'days_without_time', hint: 'nextDayAt: "09:00"' })
  }
  if ('on' in anchor) complaints.push(...trigger(anchor, at, track, place))
  if ('after' in anchor) complaints.push(...after(step, anchor, at, place))
  return complaints
}

function trigger(
  anchor: { on: string; filter?: Record<string, unknown> | undefined },
  at: Path,
  track: Step['track'],
  place: Place,
): readonly Complaint[] {
  const kind = place.kinds.triggers.get(anchor.on)
  if (!kind) return []
  const filter = kind.filter.safeParse(anchor.filter ?? {})
  const wrong = filter.success ? [] : shapeComplaints(filter.error.issues, kind.filter, anchor.filter ?? {}, [...at, 'filter'])
  if (kind.level === 'member' || track === 'community') return wrong
  return [...wrong, { path: [...at, 'on'], code: 'group_trigger_on_member', data: { found: anchor.on } }]
}

function after(step: Step, anchor: { after: string; outcome?: string | undefined }, at: Path, place: Place): readonly Complaint[] {
  const { steps } = place.definition
  const before = steps.find((one) => one.id === anchor.after)
  if (!before) {
    const names = steps.filter((one) => one !== step).map((one) => one.id)
    return [{ path: [...at, 'after'], code: 'unknown_step', data: { found: anchor.after }, hint: nearest(anchor.after, names) }]
  }
  if (before.track !== step.track) {
    return [
      {
        path: [...at, 'after'],
        code: 'after_other_track',
        data: { found: anchor.after, track: before.track },
        hint: `track: ${before.track}`,
      },
    ]
  }
  const outcomes = outcomesOf(before, place.kinds)
  if (anchor.outcome === undefined || outcomes.includes(anchor.outcome)) return []
  const data = { found: anchor.outcome, step: before.id, allowed: outcomes.join(', ') }
  return [{ path: [...at, 'outcome'], code: 'unknown_outcome', data, hint: nearest(anchor.outcome, outcomes) ?? outcomes[0] }]
}

function audience(step: Step, path: Path, place: Place): readonly Complaint[] {
  const group = step.track === 'community'
  if (step.to === 'member' && group) return [{ path: [...path, 'to'], code: 'member_audience_on_group', hint: 'each' }]
  if ((step.to === 'each' || (typeof step.to === 'object' && 'where' in step.to)) && !group) {
    return [{ path: [...path, 'to'], code: 'group_audience_on_member', hint: 'member' }]
  }
  const level = place.kinds.actions.get(step.do.kind)?.level
  const reaches = step.to ?? (group ? 'group' : 'member')
  const wrong: Complaint[] = []
  if (level === 'member' && (reaches === 'group' || isRole(step)))
    wrong.push({ path: [...path, 'do', 'kind'], code: 'action_needs_members', data: { found: step.do.kind }, hint: 'to: each' })
  if (level === 'community' && reaches !== 'group')
    wrong.push({ path: [...path, 'do', 'kind'], code: 'action_needs_group', data: { found: step.do.kind }, hint: 'to: group' })
  if (typeof step.to === 'object' && 'where' in step.to)
    wrong.push(...conditionComplaints(step.to.where, [...path, 'to', 'where'], { ...place, group: false }))
  return wrong
}

function people(step: Step, path: Path, kinds: PlaybookKinds): readonly Complaint[] {
  if (isFlow(step)) {
    const odd = (
      [
        ['who', step.who !== 'system'],
        ['confirm', step.confirm],
        ['fallback', step.fallback],
        ['variants', step.variants],
        ['to', step.to],
      ] as const
    ).filter(([, set]) => set)
    return odd.map(([key]) => ({ path: [...path, key], code: 'not_for_flow', data: { key, kind: step.do.kind }, atKey: true }))
  }
  const { fallback } = step
  if (!fallback) return []
  if (!needsPerson(step, kinds)) return [{ path: [...path, 'fallback'], code: 'fallback_without_person', hint: 'who: owner', atKey: true }]
  if (fallback.do.kind === 'wait' || fallback.do.kind === 'branch') {
    return [{ path: [...path, 'fallback', 'do', 'kind'], code: 'flow_as_fallback', data: { kind: fallback.do.kind }, hint: 'send' }]
  }
  const deadline = step.deadline ?? '1d'
  if (spanMinutes(spanOf(fallback.within)) <= spanMinutes(spanOf(deadline))) return []
  return [
    { path: [...path, 'fallback', 'within'], code: 'fallback_after_deadline', data: { within: fallback.within, deadline }, hint: deadline },
  ]
}

function variants(step: Step, path: Path, place: Place): readonly Complaint[] {
  const all = step.variants ?? []
  const complaints: Complaint[] = []
  const seen = new Set<string>()
  for (const [index, one] of all.entries()) {
    const at = [...path, 'variants', index]
    if (seen.has(one.id)) complaints.push({ path: [...at, 'id'], code: 'duplicate_id', data: { found: one.id }, hint: `${one.id}-2` })
    seen.add(one.id)
    const own = new Set(Object.keys(one.with))
    // Only what the variant itself brings; the rest is told at the step.
    const wrong = actionComplaints({ ...step.do, ...one.with, kind: step.do.kind }, [...path, 'do'], place)
    complaints.push(
      ...wrong.flatMap((said) =>
        own.has(String(said.path[path.length + 1])) ? [{ ...said, path: [...at, 'with', ...said.path.slice(path.length + 1)] }] : [],
      ),
    )
  }
  if (all.length > 0 && all.every((one) => one.weight === 0))
    complaints.push({ path: [...path, 'variants'], code: 'no_weight', hint: 'weight: 1' })
  return complaints
}
