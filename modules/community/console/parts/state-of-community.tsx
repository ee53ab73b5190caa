import { useT } from '@grove/i18n/react'
import { StateTag, type Tone } from '@grove/ui'
import type { CommunityState } from '../../contract/index.ts'

const TONES: Readonly<Record<CommunityState, Tone>> = {
  planned: 'idle',
  recruiting: 'info',
  active: 'good',
  cooling: 'warn',
  closing: 'busy',
  dissolved: 'idle',
  transferred: 'idle',
}

/** Where a community stands in its life. */
export function StateOfCommunity({ state }: { state: CommunityState }) {
  const t = useT()
  return (
    <StateTag tone={TONES[state]} why={t(`community.state.${state}.hint`)}>
      {t(`community.state.${state}`)}
    </StateTag>
  )
}
