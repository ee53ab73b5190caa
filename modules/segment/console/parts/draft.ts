import { type Condition, type Question, shapeOf } from '@grove/condition-kit/contract'
import type { KindOfQuestion } from '../../contract/index.ts'

/** A condition while it is written: every part has a number of its own, so that a field keeps its place, and says whether it is turned round. */
export type Draft =
  | { readonly at: number; readonly not: boolean; readonly join: 'all' | 'any'; readonly parts: readonly Draft[] }
  | { readonly at: number; readonly not: boolean; readonly kind: string; readonly params: Readonly<Record<string, unknown>> }

let last = 0
const next = () => ++last

export function groupDraft(join: 'all' | 'any', parts: readonly Draft[] = []): Draft {
  return { at: next(), not: false, join, parts }
}

export function questionDraft(kind: string, params: Readonly<Record<string, unknown>>): Draft {
  return { at: next(), not: false, kind, params }
}

/** The outermost part is always a group, so that there is a place for the next question. */
export function draftOf(condition: Condition | undefined): Draft {
  if (!condition) return groupDraft('all')
  const draft = partOf(condition)
  return 'join' in draft && !draft.not ? draft : groupDraft('all', [draft])
}

function partOf(condition: Condition): Draft {
  const shape = shapeOf(condition)
  if (shape.join === null) {
    const { kind, ...params } = shape.question as Question
    return questionDraft(kind, params)
  }
  const parts = shape.parts.map(([, part]) => partOf(part))
  if (shape.join !== 'not') return groupDraft(shape.join, parts)
  const [inner] = parts
  return inner ? { ...inner, not: !inner.not } : groupDraft('all')
}

/** Undefined while nothing is asked; empty groups are left out. */
export function conditionOf(draft: Draft): Condition | undefined {
  const turned = (condition: Condition): Condition => (draft.not ? { not: condition } : condition)
  if (!('join' in draft)) return turned({ kind: draft.kind, ...draft.params })
  const parts = draft.parts.flatMap((part) => conditionOf(part) ?? [])
  const [only] = parts
  if (only === undefined) return undefined
  if (parts.length === 1) return turned(only)
  return turned(draft.join === 'all' ? { all: parts } : { any: parts })
}

/** The same tree with one part changed, or gone when `change` answers undefined. */
export function changeAt(draft: Draft, at: number, change: (part: Draft) => Draft | undefined): Draft {
  if (draft.at === at) return change(draft) ?? draft
  if (!('join' in draft)) return draft
  const parts = draft.parts.flatMap((part) => {
    if (part.at === at) return change(part) ?? []
    return changeAt(part, at, change)
  })
  return { ...draft, parts }
}

/** True when every field that was opened says something: before that there is no use in counting. */
export function isWhole(draft: Draft, kinds: readonly KindOfQuestion[]): boolean {
  if ('join' in draft) return draft.parts.every((part) => isWhole(part, kinds))
  const required = (kinds.find((one) => one.kind === draft.kind)?.form ?? []).filter((field) => field.required).map((field) => field.param)
  return [...new Set([...required, ...Object.keys(draft.params)])].every((param) => {
    return saysSomething(draft.params[param])
  })
}

function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(saysSomething)
  if (typeof value === 'object' && value !== null) return Object.values(value).every(saysSomething)
  return value !== undefined && value !== null && value !== ''
}
