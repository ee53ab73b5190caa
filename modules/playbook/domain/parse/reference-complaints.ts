import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import { type Definition, localDate } from '../../contract/index.ts'
import { actionComplaints } from './action-complaints.ts'
import { conditionComplaints } from './condition-complaints.ts'
import type { Complaint, Path } from './problem.ts'
import { shapeComplaints } from './shape-complaints.ts'
import { stepComplaints } from './step-complaints.ts'

/** What the shape can't say: names that must exist, be unique or not go in circles, and levels that must fit. */
export function referenceComplaints(definition: Definition, kinds: PlaybookKinds): readonly Complaint[] {
  return [
    ...duplicates(definition.steps, ['steps'], 'id'),
    ...duplicates(definition.phases, ['phases'], 'id'),
    ...duplicates(definition.parameters, ['parameters'], 'key'),
    ...duplicates(definition.stop, ['stop'], 'id'),
    ...ranges(definition),
    ...parameters(definition),
    ...Object.entries(definition.materials).flatMap(([name, material]) =>
      actionComplaints({ kind: 'send', ...material }, ['materials', name], { definition, kinds, group: false }),
    ),
    ...stops(definition, kinds),
    ...definition.steps.flatMap((step, index) => stepComplaints(step, ['steps', index], definition, kinds)),
    ...circles(definition),
  ]
}

function duplicates<K extends string>(items: readonly Record<K, string>[], path: Path, name: K): readonly Complaint[] {
  const seen = new Map<string, number>()
  return items.flatMap((item, index) => {
    const value = item[name]
    const first = seen.get(value)
    if (first === undefined) seen.set(value, index)
    return first === undefined ? [] : [{ path: [...path, index, name], code: 'duplicate_id', data: { found: value }, hint: `${value}-2` }]
  })
}

function ranges(definition: Definition): readonly Complaint[] {
  return definition.phases.flatMap((phase, index) =>
    phase.to !== undefined && phase.to < phase.from
      ? [{ path: ['phases', index, 'to'], code: 'wrong_order', data: { from: phase.from, to: phase.to }, hint: String(phase.from) }]
      : [],
  )
}

function parameters(definition: Definition): readonly Complaint[] {
  return definition.parameters.flatMap((parameter, index) => {
    const { kind, default: value } = parameter
    if (value === undefined) return []
    const fits =
      kind === 'number'
        ? typeof value === 'number'
        : kind === 'date'
          ? localDate.safeParse(value).success
          : kind === 'text'
            ? typeof value !== 'number'
            : typeof value === 'string'
    return fits
      ? []
      : [
          {
            path: ['parameters', index, 'default'],
            code: 'bad_default',
            data: { found: typeof value === 'object' ? value.zh : value, kind },
          },
        ]
  })
}

function stops(definition: Definition, kinds: PlaybookKinds): readonly Complaint[] {
  return definition.stop.flatMap((rule, index) => {
    const path: Path = ['stop', index]
    if ('when' in rule) {
      const group = rule.ends === 'community'
      return conditionComplaints(rule.when, [...path, 'when'], { definition, kinds, group })
    }
    const trigger = kinds.triggers.get(rule.on)
    const complaints: Complaint[] = []
    const filter = trigger?.filter.safeParse(rule.filter ?? {})
    if (trigger && filter && !filter.success) {
      complaints.push(...shapeComplaints(filter.error.issues, trigger.filter, rule.filter ?? {}, [...path, 'filter']))
    }
    if (trigger?.level === 'community' && rule.ends === 'member') {
      complaints.push({ path: [...path, 'on'], code: 'group_trigger_on_member', data: { found: rule.on } })
    }
    return complaints
  })
}

/** Steps that follow each other in a circle never begin; told once, at the first of them. */
function circles(definition: Definition): readonly Complaint[] {
  const after = new Map(definition.steps.map((step) => [step.id, 'after' in step.when ? step.when.after : undefined]))
  const told = new Set<string>()
  return definition.steps.flatMap((step, index) => {
    const walk: string[] = []
    let at: string | undefined = step.id
    while (at !== undefined && !walk.includes(at)) {
      walk.push(at)
      at = after.get(at)
    }
    if (at !== step.id || told.has(step.id)) return []
    for (const one of walk) told.add(one)
    return [{ path: ['steps', index, 'when', 'after'], code: 'circle', data: { steps: [...walk, step.id].reverse().join(' → ') } }]
  })
}
