import type { ChangedPart, Definition, PlaybookChange, Step } from '../contract/index.ts'

/** What `after` changed against `before`, steps in the order of `after`, removed ones last, then the playbook's own parts. */
export function diffPlaybooks(before: Definition, after: Definition): readonly PlaybookChange[] {
  const old = new Map(before.steps.map((step) => [step.id, step]))
  const names = new Set(after.steps.map((step) => step.id))
  const stayed = inOrder(before, after)
  const changes: PlaybookChange[] = []
  for (const step of after.steps) {
    const was = old.get(step.id)
    if (!was) {
      changes.push({ kind: 'step_added', step: step.id, title: step.title })
      continue
    }
    const parts = changedParts(was, step)
    if (parts.length > 0) changes.push({ kind: 'step_changed', step: step.id, title: step.title, retimed: parts.some(isTiming), parts })
    if (!stayed.has(step.id)) changes.push({ kind: 'step_moved', step: step.id, title: step.title })
  }
  for (const step of before.steps) if (!names.has(step.id)) changes.push({ kind: 'step_removed', step: step.id, title: step.title })
  const { steps: _, ...own } = before
  const { steps: __, ...now } = after
  const parts = changedParts(own, now)
  if (parts.length > 0) changes.push({ kind: 'playbook_changed', parts })
  return changes
}

/** Values that differ, leaf by leaf; lists are compared as a whole. */
function changedParts(before: unknown, after: unknown, path = ''): ChangedPart[] {
  if (same(before, after)) return []
  if (!isObject(before) || !isObject(after)) {
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }]
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => changedParts(before[key], after[key], path === '' ? key : `${path}.${key}`))
}

function isTiming(part: ChangedPart): boolean {
  return /^(when|track|to|if|do\.within|do\.cases)(\.|$)/.test(part.path)
}

/** Steps of both whose order among each other stayed: the longest run that is in order in both. */
function inOrder(before: Definition, after: Definition): ReadonlySet<string> {
  const place = new Map(before.steps.map((step, index) => [step.id, index]))
  const common = after.steps.flatMap((step: Step) => {
    const at = place.get(step.id)
    return at === undefined ? [] : [{ id: step.id, at }]
  })
  const best: { length: number; from: number }[] = []
  for (const [index, one] of common.entries()) {
    let entry = { length: 1, from: -1 }
    for (let earlier = 0; earlier < index; earlier += 1) {
      const length = (best[earlier]?.length ?? 0) + 1
      if ((common[earlier]?.at ?? Infinity) < one.at && length > entry.length) entry = { length, from: earlier }
    }
    best.push(entry)
  }
  let last = best.reduce((longest, one, index) => (one.length > (best[longest]?.length ?? 0) ? index : longest), 0)
  const kept = new Set<string>()
  while (last >= 0 && common[last]) {
    kept.add(common[last]?.id ?? '')
    last = best[last]?.from ?? -1
  }
  return kept
}

function same(before: unknown, after: unknown): boolean {
  if (before === after) return true
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((item, index) => same(item, after[index]))
  if (!isObject(before) || !isObject(after)) return false
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].every((key) => same(before[key], after[key]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
