import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { EmptyState, ErrorText, Section, useNow } from '@grove/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import { Alert } from 'antd'
import type { previewAnnouncementRoute } from '../../contract/index.ts'
import { ChannelLacks } from './channel-lacks.tsx'

type Preview = OutputOf<typeof previewAnnouncementRoute>

/** Whom it reaches, who is held back and why, and how it reads. */
export function AnnouncePreview({ preview }: { preview: UseQueryResult<Preview, Error> }) {
  const { t } = useI18n()
  return (
    <Section title={t('announce.preview')}>
      {preview.error ? (
        <ErrorText error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <Reach preview={preview.data} />
      ) : (
        <EmptyState compact title={t('announce.preview_empty')} hint={t('announce.preview_hint')} />
      )}
    </Section>
  )
}

function Reach({ preview }: { preview: Preview }) {
  const { t, f } = useI18n()
  const now = useNow()
  const words = (code: string) => (t.has(`send.reason.${code}`) ? t(`send.reason.${code}`) : code)
  return (
    <div className="s-reach" aria-live="polite">
      <p className="s-number">
        <strong>{f.number(preview.leaving)}</strong> {t('announce.leaving', { count: preview.touches })}
      </p>
      <p className="s-bubble">{preview.sample}</p>
      <ChannelLacks rows={preview.lacks} />
      {preview.missing.map((one) => (
        <Alert key={one.name} type="warning" showIcon title={t('announce.missing', { name: one.name, count: one.count })} />
      ))}
      {preview.blocked.length > 0 ? (
        <>
          <h3>{t('announce.blocked', { count: preview.touches - preview.leaving })}</h3>
          <ul className="s-blocked" tabIndex={0} aria-label={t('announce.blocked', { count: preview.touches - preview.leaving })}>
            {preview.blocked.map((one) => (
              <li key={`${one.community.id} ${one.member?.id ?? 0}`}>
                <span>{one.member?.name ?? one.community.name}</span>
                <span className="g-soft">
                  {one.until ? t('send.held_until', { reason: words(one.reason), time: f.dateTime(one.until, now) }) : words(one.reason)}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}
