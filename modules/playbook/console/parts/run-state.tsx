import { useT } from '@grove/i18n/react'
import { StateTag, type Tone } from '@grove/ui'
import type { RunState } from '../../contract/index.ts'

export const runStates = ['active', 'paused', 'stopped', 'done'] as const
const tones: Readonly<Record<RunState, Tone>> = { active: 'good', paused: 'warn', stopped: 'bad', done: 'idle' }

export function RunStateTag({ state, why }: { state: RunState; why?: string | null }) {
  const t = useT()
  return (
    <StateTag tone={tones[state]} {...(why ? { why } : {})}>
      {t(`run.state.${state}`)}
    </StateTag>
  )
}
