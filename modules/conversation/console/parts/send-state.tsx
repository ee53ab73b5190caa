import { useI18n } from '@grove/i18n/react'
import { StateTag, type Tone, useNow } from '@grove/ui'
import type { SendState, SendSummary } from '../../contract/index.ts'

const TONES: Readonly<Record<SendState, Tone>> = {
  planned: 'info',
  held: 'warn',
  paused: 'warn',
  claimed: 'busy',
  sent: 'good',
  retry: 'warn',
  refused: 'bad',
  failed: 'bad',
  needs_person: 'warn',
  unknown: 'bad',
  cancelled: 'idle',
  expired: 'idle',
}

export function SendStateTag({ state }: { state: SendState }) {
  const { t } = useI18n()
  return <StateTag tone={TONES[state]}>{t(`send.state.${state}`)}</StateTag>
}

/** Why a send is where it is, in a sentence; nothing when there is nothing to say. Lists leave out the time: it has a column. */
export function useSendWhy(brief = false): (send: Pick<SendSummary, 'state' | 'reason' | 'heldReason' | 'detail' | 'notBefore'>) => string {
  const { t, f } = useI18n()
  const now = useNow()
  const words = (code: string) => (t.has(`send.reason.${code}`) ? t(`send.reason.${code}`) : code)
  return ({ state, reason, heldReason, detail, notBefore }) => {
    const time = f.dateTime(notBefore, now)
    if (!brief && state === 'held' && heldReason) return t('send.held_until', { reason: words(heldReason), time })
    if (!brief && state === 'retry' && reason) return t('send.retry_at', { reason: words(reason), time })
    const why = [heldReason, reason === 'past_due' && heldReason ? null : reason].filter((code) => code !== null).map(words)
    return [...why, detail ? t('send.detail', { detail }) : ''].filter(Boolean).join(t('send.comma'))
  }
}
