import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, Section, TimeText, useToast, useViewer } from '@grove/ui'
import { Button, Checkbox, Input, InputNumber, Segmented, Space, Tag } from 'antd'
import { type ComponentRef, useRef, useState } from 'react'
import { type EditionDetail, listWork, readRoster, reviewWork, type WorkRow } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'
import { Queue, useQueueKeys } from './queue-frame.tsx'
import { SubmissionView } from './submission-view.tsx'

const STATES = ['handed_in', 'returned', 'accepted'] as const

/** One piece of work at a time, who waits longest first; keys do what the buttons do. */
export function WorkTab({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  const [state, setState] = useState<(typeof STATES)[number]>('handed_in')
  const queue = useRoute(listWork, { id: edition.id, state, limit: 100 }, { liveOn: ['camp'], refetchEvery: 10_000 })
  return (
    <Section
      extra={<Segmented value={state} options={STATES.map((value) => ({ value, label: t(`camp.work.${value}`) }))} onChange={setState} />}
    >
      <Queue<WorkRow>
        key={state}
        of={queue}
        keys={t('camp.work.keys')}
        empty={{ title: t('camp.work.empty'), hint: t('camp.work.empty_hint') }}
      >
        {(work, move) => (
          <One key={`${work.memberId} ${work.day} ${String(work.handedInAt)}`} edition={edition} work={work} onMove={move} />
        )}
      </Queue>
    </Section>
  )
}

function One({
  edition,
  work,
  onMove,
}: {
  readonly edition: EditionDetail
  readonly work: WorkRow
  readonly onMove: (by: number) => void
}) {
  const { t, f } = useI18n()
  const toast = useToast()
  const { can } = useViewer()
  const [score, setScore] = useState<number | null>(work.score ?? work.outOf)
  const [comment, setComment] = useState(work.comment ?? '')
  const [excellent, setExcellent] = useState(work.mark === 'excellent')
  const review = useVerb(reviewWork, {
    invalidates: [listWork, readRoster],
    onDone: ({ shown }) => toast.done(t(shown ? 'camp.work.reviewed_and_shown' : 'camp.work.reviewed')),
  })
  const judge = (accept: boolean) =>
    review.mutate({
      id: edition.id,
      memberId: work.memberId,
      day: work.day,
      handedInAt: new Date(work.handedInAt).toISOString(),
      accept,
      score: accept ? score : null,
      comment,
      excellent: accept && excellent,
    })
  const may = can('camp.run') && !review.isPending
  const words = useRef<ComponentRef<typeof Input.TextArea>>(null)
  /** Never without a word on what to do better. */
  const sendBack = () => {
    if (comment.trim() !== '') judge(false)
    // The letter of the key is not the beginning of the comment.
    else setTimeout(() => words.current?.focus())
  }
  useQueueKeys(
    onMove,
    () => may && judge(true),
    (key) => {
      if (key === 'a' && may) judge(true)
      else if (key === 'r' && may) sendBack()
      else if (key === 'e') setExcellent((on) => !on)
    },
  )
  return (
    <div>
      <p>
        <strong>{work.name}</strong> · {t('camp.day_title', { day: work.day })} {work.title}{' '}
        {work.late ? <Tag color="orange">{t('camp.work.late')}</Tag> : null}
        <TimeText at={work.handedInAt} as="dateTime" />
      </p>
      <p className="g-soft">{work.ask}</p>
      <SubmissionView given={work} />
      {work.peerScore === null ? null : (
        <p className="g-soft">{t('camp.peer.average', { score: work.peerScore, of: work.outOf, count: work.peers })}</p>
      )}
      {work.peerRubric.length > 0 ? (
        <p className="camp-line">
          {work.peerRubric.map(({ name, most, mean }) => (
            <Tag key={name}>
              {name} {t('camp.of', { count: f.number(mean), of: f.number(most) })}
            </Tag>
          ))}
        </p>
      ) : null}
      {review.error ? <ErrorText error={review.error} /> : null}
      {can('camp.run') ? (
        <>
          <Labelled label={t('camp.work.comment')}>
            {(id) => (
              <Input.TextArea
                id={id}
                ref={words}
                maxLength={1000}
                autoSize={{ minRows: 2 }}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
            )}
          </Labelled>
          <Space wrap align="start">
            <Labelled label={t('camp.work.score', { of: work.outOf })}>
              {(id) => <InputNumber id={id} min={0} max={work.outOf} precision={0} value={score} onChange={setScore} />}
            </Labelled>
            <Labelled label={t('camp.work.excellent')}>
              {(id) => (
                <Checkbox id={id} checked={excellent} onChange={(event) => setExcellent(event.target.checked)}>
                  {t(work.share ? 'camp.work.will_be_shown' : 'camp.work.not_shown')}
                </Checkbox>
              )}
            </Labelled>
          </Space>
          <div>
            <Space wrap>
              <Button type="primary" loading={review.isPending} onClick={() => judge(true)}>
                {t('camp.work.accept')}
              </Button>
              <Button disabled={comment.trim() === ''} onClick={sendBack}>
                {t('camp.work.send_back')}
              </Button>
              <Button onClick={() => onMove(1)}>{t('camp.work.next')}</Button>
            </Space>
          </div>
        </>
      ) : null}
    </div>
  )
}
