import type { LooseDraft } from './draft-model.ts'
import { phaseOf } from './lay-out-steps.ts'

/** A step to begin with, in the row it was asked for. */
export function freshStep(draft: LooseDraft, when: Record<string, unknown>, track: 'community' | 'member'): Record<string, unknown> {
  const phase = typeof when.day === 'number' ? phaseOf(draft.phases, when.day) : undefined
  return {
    id: freshId(draft, 'step'),
    ...(phase ? { phase: phase.id } : {}),
    title: '',
    ...(track === 'member' ? { track } : {}),
    when,
    do: { kind: 'send', text: '' },
  }
}

/** An id no step of the draft has: `welcome` → `welcome-2`. */
export function freshId(draft: LooseDraft, base: string): string {
  const taken = new Set(draft.steps.map((step) => step.id))
  const stem = base.replace(/-\d+$/, '') || 'step'
  let number = 2
  while (taken.has(`${stem}-${number}`)) number += 1
  return `${stem}-${number}`
}
