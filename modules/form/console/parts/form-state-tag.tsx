import { useT } from '@grove/i18n/react'
import { StateTag } from '@grove/ui'
import type { FormState } from '../../contract/index.ts'

const TONES = { draft: 'idle', open: 'good', closed: 'warn' } as const

export function FormStateTag({ state }: { state: FormState }) {
  const t = useT()
  return <StateTag tone={TONES[state]}>{t(`form.state.${state}`)}</StateTag>
}
