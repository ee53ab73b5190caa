import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { CardList, ErrorText, Go, Section, TimeText, useToast, useViewer } from '@grove/ui'
import { Button, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { type CheckInRow, commentCheckIn, type EditionDetail, listCheckIns } from '../../contract/index.ts'
import { SubmissionView } from './submission-view.tsx'

/** Check-ins as they come, and a line to each of them. */
export function CheckInsTab({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  const [open, setOpen] = useState(true)
  return (
    <Section
      extra={
        <Segmented
          value={open ? 'open' : 'all'}
          options={(['open', 'all'] as const).map((value) => ({ value, label: t(`camp.check_ins.${value}`) }))}
          onChange={(value) => setOpen(value === 'open')}
        />
      }
    >
      <CardList
        route={listCheckIns}
        input={{ id: edition.id, open: String(open) }}
        rowKey={(row) => `${row.memberId} ${row.day}`}
        liveOn={['camp']}
        refetchEvery={10_000}
        empty={{ title: t('camp.check_ins.empty'), hint: t('camp.check_ins.empty_hint') }}
      >
        {(row) => <One edition={edition} row={row} />}
      </CardList>
    </Section>
  )
}

function One({ edition, row }: { readonly edition: EditionDetail; readonly row: CheckInRow }) {
  const { t } = useI18n()
  const toast = useToast()
  const { can } = useViewer()
  const [text, setText] = useState('')
  const give = useVerb(commentCheckIn, { invalidates: [listCheckIns], onDone: () => toast.done(t('camp.check_ins.done')) })
  const send = () => text.trim() && give.mutate({ id: edition.id, memberId: row.memberId, day: row.day, comment: text })
  return (
    <section className="camp-finding">
      <p>
        <strong>
          <Go to={`/members/${row.memberId}`}>{row.name}</Go>
        </strong>{' '}
        · {t('camp.day_title', { day: row.day })} {row.title} {row.madeUp ? <Tag>{t('camp.check.made_up')}</Tag> : null}
        <TimeText at={row.at} as="dateTime" />
      </p>
      {/* biome-ignore lint/a11y/useMediaCaption: the voice of a student, which nobody wrote down */}
      {row.sound ? <audio controls src={row.sound} aria-label={t('camp.sound')} /> : null}
      <SubmissionView given={row} />
      {row.comment ? <p className="camp-answer">{row.comment}</p> : null}
      {give.error ? <ErrorText error={give.error} /> : null}
      {can('camp.run') && row.comment === null ? (
        <div className="camp-line">
          <Input
            maxLength={500}
            value={text}
            aria-label={t('camp.work.comment')}
            placeholder={t('camp.work.comment')}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={send}
          />
          <Button loading={give.isPending} disabled={text.trim() === ''} onClick={send}>
            {t('camp.check_ins.comment')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
