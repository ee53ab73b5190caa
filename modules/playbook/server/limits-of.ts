import type { TouchLimits } from '@grove/conversation/contract'
import type { Definition } from '../contract/index.ts'

/** The playbook's own touch limits as sends carry them; null when it has none beyond the workspace's. */
export function limitsOf(definition: Definition): TouchLimits | null {
  const { quiet, perMember, perGroup } = definition.limits
  if (!quiet && !perMember && !perGroup) return null
  return {
    quiet: quiet ?? null,
    member: { day: perMember?.day ?? null, week: perMember?.week ?? null },
    group: { day: perGroup?.day ?? null, week: perGroup?.week ?? null },
  }
}

/** Manual sends stand at 1 as well: a person who sends now is not behind a playbook. */
const PRIORITY = { high: 1, normal: 0, low: -1 } as const

/** How a playbook's sends rank: higher goes first. */
export const priorityOf = (definition: Definition): number => PRIORITY[definition.priority]
