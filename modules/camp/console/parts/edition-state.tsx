import { useT } from '@grove/i18n/react'
import { StateTag } from '@grove/ui'
import type { EditionState as State } from '../../contract/index.ts'

const TONES = { enrolling: 'info', running: 'good', finished: 'idle', closed: 'idle' } as const

export function EditionState({ state }: { readonly state: State }) {
  const t = useT()
  return <StateTag tone={TONES[state]}>{t(`camp.edition_state.${state}`)}</StateTag>
}
