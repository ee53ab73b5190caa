import { useRoute, useVerb } from '@grove/client/react'
import type { Condition } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, Go, Section } from '@grove/ui'
import { Button, Skeleton, Space } from 'antd'
import { previewCondition } from '../../contract/index.ts'
import { ConditionText } from './condition-text.tsx'
import { useSettled } from './use-settled.ts'
import { WhyMember } from './why-member.tsx'

interface PreviewPanelProps {
  /** As text, so that it changes only when the condition does; undefined while nothing is asked. */
  readonly condition: string | undefined
  readonly id?: number
}

/** How many, who for example, and the condition as a sentence, while it is being written. */
export function PreviewPanel({ condition, id }: PreviewPanelProps) {
  const { t, f } = useI18n()
  const settled = useSettled(condition)
  const input = { condition: JSON.parse(settled ?? '{}') as Record<string, unknown>, ...(id ? { id } : {}) }
  const preview = useRoute(previewCondition, input, { enabled: settled !== undefined, keepPrevious: true })
  const exactly = useVerb(previewCondition)
  const stale = settled !== condition || preview.isFetching
  if (condition === undefined || settled === undefined)
    return (
      <Section title={t('segment.preview')}>
        <p className="g-soft">{t('segment.preview.nothing')}</p>
      </Section>
    )
  const counted =
    exactly.data && exactly.variables && JSON.stringify(exactly.variables.condition) === settled ? exactly.data.total : undefined
  const total = counted ?? preview.data?.total
  return (
    <div className="segment-preview">
      <Section title={t('segment.preview')}>
        <div aria-live="polite" aria-busy={stale}>
          {preview.error ? (
            <ErrorText error={preview.error} />
          ) : total ? (
            <>
              <div className="segment-count" style={stale ? { opacity: 0.45 } : {}}>
                {total.exact ? '' : '≈'}
                {f.number(total.count)} <small className="g-soft">{t('segment.people')}</small>
              </div>
              {total.exact ? null : (
                <Space wrap>
                  <span className="g-soft">{t('segment.estimate')}</span>
                  <Button size="small" loading={exactly.isPending} onClick={() => exactly.mutate({ ...input, exact: true, sample: 0 })}>
                    {t('segment.count_exactly')}
                  </Button>
                </Space>
              )}
              <ErrorText error={exactly.error} compact />
            </>
          ) : (
            <Skeleton active title={false} paragraph={{ rows: 2 }} />
          )}
        </div>
        {preview.data && !preview.error ? (
          <>
            <ConditionText words={preview.data.words} lines={preview.data.lines} />
            <p className="g-soft">{t('segment.sample')}</p>
            {preview.data.sample.length === 0 ? <p className="g-soft">{t('segment.sample.none')}</p> : null}
            <ul className="segment-why segment-sample">
              {preview.data.sample.map((one) => (
                <li key={one.id}>
                  <Go to={`/members/${one.id}`}>{one.displayName}</Go> <span className="g-soft">{one.city ?? ''}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Section>
      <Section title={t('segment.why')}>
        <WhyMember condition={input.condition as unknown as Condition} />
      </Section>
    </div>
  )
}
