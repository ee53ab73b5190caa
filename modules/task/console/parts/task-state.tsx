import { useT } from '@grove/i18n/react'
import { StateTag, type Tone } from '@grove/ui'
import type { TaskState } from '../../contract/index.ts'

const TONES: Readonly<Record<TaskState, Tone>> = { open: 'busy', done: 'good', expired: 'warn', cancelled: 'idle' }

export function TaskStateTag({ state }: { state: TaskState }) {
  const t = useT()
  return <StateTag tone={TONES[state]}>{t(`task.state.${state}`)}</StateTag>
}
