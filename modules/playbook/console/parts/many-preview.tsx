import { useI18n } from '@grove/i18n/react'
import { Figure, Figures, Loaded, Section, useNow } from '@grove/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import { Table } from 'antd'
import type { OutputOf } from '@grove/kernel/contract'
import type { OwnerLoad, previewStart } from '../../contract/index.ts'
import { ChannelNotes } from './channel-notes.tsx'
import { LookedAtNote } from './looked-at.tsx'
import { Unreached } from './unreached.tsx'
import { WeekAgenda } from './week-agenda.tsx'

interface ManyPreviewProps {
  readonly of: UseQueryResult<OutputOf<typeof previewStart>, Error>
  readonly startDay: string
  readonly today: string
}

/** What a start in all of the chosen groups would do: sums, the work of each owner, the first week that all share. */
export function ManyPreview({ of, startDay, today }: ManyPreviewProps) {
  const { t } = useI18n()
  return (
    <div>
      <Section title={t('run.many.preview')}>
        <Loaded of={of} rows={6}>
          {({ ready, preview, owners }) => (
            <>
              <Figures>
                <Figure label={t('run.many.groups')} value={ready.length} definition={t('run.many.groups.definition')} />
                <Figure
                  label={t('run.many.members')}
                  value={ready.reduce((sum, one) => sum + one.members, 0)}
                  definition={t('run.many.members.definition')}
                />
                <Figure
                  label={t('run.many.touches')}
                  value={preview.totals.touches}
                  definition={t('run.many.touches.definition', { count: preview.days.length })}
                />
                <Figure
                  label={t('run.many.by-people')}
                  value={preview.totals.needPerson}
                  definition={t('run.many.by-people.definition', { count: preview.days.length })}
                />
              </Figures>
              <LookedAtNote of={preview.lookedAt} />
              <Unreached rows={preview.unreached} />
              <ChannelNotes rows={preview.notes} />
              <OwnerTable rows={owners} />
            </>
          )}
        </Loaded>
      </Section>
      <Section title={t('run.first-week')}>
        <Loaded of={of}>{({ preview }) => <WeekAgenda days={preview.days} startDay={startDay} today={today} />}</Loaded>
      </Section>
    </div>
  )
}

function OwnerTable({ rows }: { readonly rows: readonly OwnerLoad[] }) {
  const { t, f } = useI18n()
  const now = useNow(false)
  if (rows.length === 0) return null
  return (
    <div className="pb-scroll" role="region" aria-label={t('run.many.owners')} tabIndex={0}>
      <Table
        size="small"
        rowKey={(row) => row.staffId ?? 0}
        dataSource={[...rows]}
        pagination={rows.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        columns={[
          { key: 'owner', title: t('run.many.owner'), render: (_, row) => row.name ?? t('run.many.no-owner') },
          { key: 'groups', title: t('run.many.groups'), align: 'right', render: (_, row) => f.number(row.communities) },
          { key: 'tasks', title: t('run.many.tasks'), align: 'right', render: (_, row) => f.number(row.tasks) },
          {
            key: 'busiest',
            title: t('run.many.busiest'),
            render: (_, row) =>
              row.busiest
                ? t('run.many.busiest.of', { day: f.day(row.busiest.date, now), tasks: row.busiest.tasks, minutes: row.busiest.minutes })
                : '–',
          },
        ]}
      />
    </div>
  )
}
