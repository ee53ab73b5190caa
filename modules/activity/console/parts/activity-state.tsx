import { useT } from '@grove/i18n/react'
import { StateTag, type Tone } from '@grove/ui'
import type { Stage } from '../../contract/index.ts'

const TONES: Readonly<Record<Stage, Tone>> = {
  planned: 'info',
  announced: 'info',
  preheating: 'warn',
  open: 'busy',
  revealed: 'busy',
  won: 'good',
  followed: 'good',
  done: 'idle',
  stopped: 'bad',
}

export function ActivityState({ stage }: { readonly stage: Stage }) {
  const t = useT()
  return <StateTag tone={TONES[stage]}>{t(`activity.stage.${stage}`)}</StateTag>
}
