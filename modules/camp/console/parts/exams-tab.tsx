import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { EmptyState, ErrorText, Go, Loaded, Section, TimeText, useToast, useViewer } from '@grove/ui'
import { Button, Input, InputNumber, Space, Table } from 'antd'
import { useState } from 'react'
import { type AnswerRow, type EditionDetail, type ExamFigure, examFigures, gradeShortAnswer, listAnswers } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'
import { Queue, useQueueKeys } from './queue-frame.tsx'

/** How each exam went, and the short answers that wait for somebody to read them. */
export function ExamsTab({ edition }: { readonly edition: EditionDetail }) {
  const { t, f } = useI18n()
  const figures = useRoute(examFigures, { id: edition.id }, { liveOn: ['camp'], refetchEvery: 10_000 })
  return (
    <>
      <Loaded of={figures}>
        {({ items, students }) =>
          items.length === 0 ? (
            <EmptyState title={t('camp.exam.none')} hint={t('camp.exam.none_edition')} />
          ) : (
            <Section>
              <Table<ExamFigure>
                rowKey="exam"
                size="small"
                pagination={false}
                scroll={{ x: 'max-content' }}
                dataSource={[...items]}
                columns={[
                  {
                    key: 'title',
                    title: t('camp.field.title'),
                    render: (_v, row) => <Go to={`/camp-templates/${edition.templateId}?tab=exams`}>{row.title}</Go>,
                  },
                  { key: 'day', title: t('camp.exam.day'), align: 'right', render: (_v, row) => f.number(row.day) },
                  {
                    key: 'took',
                    title: t('camp.exam.took'),
                    align: 'right',
                    render: (_v, row) => t('camp.of', { count: f.number(row.took), of: f.number(students) }),
                  },
                  {
                    key: 'passed',
                    title: t('camp.exam_state.passed'),
                    align: 'right',
                    render: (_v, row) => t('camp.of', { count: f.number(row.passed), of: f.number(row.took) }),
                  },
                  {
                    key: 'average',
                    title: t('camp.exam.average'),
                    align: 'right',
                    render: (_v, row) => (row.average === null ? '–' : f.number(row.average)),
                  },
                  { key: 'waiting', title: t('camp.exam.waiting'), align: 'right', render: (_v, row) => f.number(row.waiting) },
                ]}
              />
            </Section>
          )
        }
      </Loaded>
      {edition.plan.exams.length > 0 ? <Answers edition={edition} /> : null}
    </>
  )
}

function Answers({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  const queue = useRoute(listAnswers, { id: edition.id, limit: 100 }, { liveOn: ['camp'], refetchEvery: 10_000 })
  return (
    <Section title={t('camp.exam.queue')}>
      <Queue<AnswerRow>
        of={queue}
        keys={t('camp.exam.keys')}
        empty={{ title: t('camp.exam.queue_empty'), hint: t('camp.exam.queue_empty_hint') }}
      >
        {(row, move) => (
          <One key={`${row.memberId} ${row.exam} ${row.attempt} ${row.questionId}`} edition={edition} row={row} onMove={move} />
        )}
      </Queue>
    </Section>
  )
}

function One({
  edition,
  row,
  onMove,
}: {
  readonly edition: EditionDetail
  readonly row: AnswerRow
  readonly onMove: (by: number) => void
}) {
  const { t } = useI18n()
  const toast = useToast()
  const { can } = useViewer()
  const [points, setPoints] = useState<number | null>(row.of)
  const [comment, setComment] = useState('')
  const grade = useVerb(gradeShortAnswer, {
    invalidates: [listAnswers, examFigures],
    onDone: () => toast.done(t('camp.exam.graded')),
  })
  const { memberId, exam, attempt, questionId } = row
  const give = (value: number) => grade.mutate({ id: edition.id, memberId, exam, attempt, questionId, points: value, comment })
  const may = can('camp.run') && !grade.isPending
  useQueueKeys(
    onMove,
    () => may && give(points ?? 0),
    (key) => {
      if (!may) return
      if (key === 'a') give(row.of)
      else if (/^\d$/.test(key) && Number(key) <= row.of) setPoints(Number(key))
    },
  )
  return (
    <div>
      <p>
        <strong>{row.name}</strong> · {row.examTitle} · <TimeText at={row.handedInAt} as="dateTime" />
      </p>
      <p>{row.stem}</p>
      <p className="camp-work-text camp-answer">{row.answer}</p>
      {row.model ? <p className="g-soft">{t('camp.exam.model', { answer: row.model })}</p> : null}
      {grade.error ? <ErrorText error={grade.error} /> : null}
      {can('camp.run') ? (
        <>
          <Labelled label={t('camp.work.comment')}>
            {(id) => (
              <Input.TextArea
                id={id}
                maxLength={500}
                autoSize={{ minRows: 2 }}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
            )}
          </Labelled>
          <Labelled label={t('camp.work.score', { of: row.of })}>
            {(id) => <InputNumber id={id} min={0} max={row.of} precision={0} value={points} onChange={setPoints} />}
          </Labelled>
          <Space wrap>
            <Button type="primary" loading={grade.isPending} onClick={() => give(points ?? 0)}>
              {t('camp.exam.give')}
            </Button>
            <Button onClick={() => onMove(1)}>{t('camp.work.next')}</Button>
          </Space>
        </>
      ) : null}
    </div>
  )
}
