import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { CardList, ErrorText, Go, Section, TimeText, useToast, useViewer } from '@grove/ui'
import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { addNote, type CoachingRow, type EditionDetail, listCoaching, openTalk } from '../../contract/index.ts'

/** Who is behind, who talks to them, and what came of it. */
export function CoachingTab({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  return (
    <Section>
      <p className="g-soft">{t('camp.coaching.hint', { days: edition.plan.coachAfter })}</p>
      <CardList
        route={listCoaching}
        input={{ id: edition.id }}
        rowKey={(row) => row.memberId}
        liveOn={['camp']}
        refetchEvery={15_000}
        empty={{ title: t('camp.coaching.empty'), hint: t('camp.coaching.empty_hint') }}
      >
        {(row) => <One edition={edition} row={row} />}
      </CardList>
    </Section>
  )
}

function One({ edition, row }: { readonly edition: EditionDetail; readonly row: CoachingRow }) {
  const { t, f } = useI18n()
  const toast = useToast()
  const { can } = useViewer()
  const [text, setText] = useState('')
  const note = useVerb(addNote, {
    invalidates: [listCoaching],
    onDone: () => {
      setText('')
      toast.done(t('camp.coaching.noted'))
    },
  })
  const talk = useVerb(openTalk, { invalidates: [listCoaching] })
  const { memberId } = row
  return (
    <section className="camp-finding">
      <p className="camp-line">
        <strong>
          <Go to={`/members/${memberId}`}>{row.name}</Go>
        </strong>
        <Tag color={row.missed >= edition.plan.coachAfter ? 'red' : 'default'}>{t('camp.coaching.missed', { count: row.missed })}</Tag>
        {row.owed > 0 ? <Tag>{t('camp.coaching.owed', { count: row.owed })}</Tag> : null}
        {row.lastAt ? (
          <span className="g-soft">
            {t('camp.coaching.last')} <TimeText at={row.lastAt} />
          </span>
        ) : (
          <span className="g-soft">{t('camp.coaching.never')}</span>
        )}
      </p>
      {row.notes.map((one) => (
        <p key={one.id} className="camp-answer">
          {one.text}{' '}
          <span className="g-soft">
            {one.by} {f.dateTime(one.at)}
          </span>
        </p>
      ))}
      {note.error ? <ErrorText error={note.error} /> : null}
      {can('camp.run') ? (
        <div className="camp-line">
          <Input
            maxLength={1000}
            value={text}
            aria-label={t('camp.coaching.note')}
            placeholder={t('camp.coaching.note')}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={() => text.trim() && note.mutate({ id: edition.id, memberId, text })}
          />
          <Button disabled={text.trim() === ''} loading={note.isPending} onClick={() => note.mutate({ id: edition.id, memberId, text })}>
            {t('camp.coaching.write')}
          </Button>
          {row.taskId === null ? (
            <Button loading={talk.isPending} onClick={() => talk.mutate({ id: edition.id, memberId })}>
              {t('camp.coaching.talk')}
            </Button>
          ) : (
            <Go to={`/tasks/${row.taskId}`}>{t('camp.coaching.task')}</Go>
          )}
        </div>
      ) : null}
    </section>
  )
}
