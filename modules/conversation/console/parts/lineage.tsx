import { useT } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { type Happening, Timeline, type Tone } from '@grove/ui'
import type { getSendRoute } from '../../contract/index.ts'
import { sourceName } from './send-columns.tsx'

type Send = OutputOf<typeof getSendRoute>

const TONES: Readonly<Record<string, Tone>> = {
  unknown: 'bad',
  failed: 'bad',
  refused: 'bad',
  retry: 'warn',
  claimed: 'warn',
  needs_person: 'warn',
  retry_by_person: 'info',
  settled_sent: 'good',
  settled_failed: 'bad',
}

/** From the intent over every attempt and decision to the end, newest first. */
export function Lineage({ send }: { send: Send }) {
  const t = useT()
  const reason = (code: string | null) => (code === null ? undefined : t.has(`send.reason.${code}`) ? t(`send.reason.${code}`) : code)
  const planned: Happening = {
    key: 'planned',
    at: send.createdAt,
    title: t('send.step.planned'),
    by: sourceName(t, send),
    tone: 'info',
  }
  const steps = send.lineage.map(
    (entry, index): Happening => ({
      key: index,
      at: entry.at,
      title:
        entry.staff || entry.attempt === 0
          ? t(`send.step.${entry.outcome}`)
          : t('send.step.attempt', { number: entry.attempt, outcome: t(`send.step.${entry.outcome}`) }),
      by: entry.staff?.name,
      body: reason(entry.reason),
      tone: TONES[entry.outcome] ?? 'idle',
    }),
  )
  const sent: Happening[] =
    send.state === 'sent' && send.sentAt
      ? [
          {
            key: 'sent',
            at: send.sentAt,
            title: t('send.step.sent'),
            by: send.attempts > 1 ? t('send.step.at_attempt', { number: send.attempts }) : undefined,
            tone: 'good',
          },
        ]
      : []
  return <Timeline items={[...sent, ...steps.toReversed(), planned]} />
}
