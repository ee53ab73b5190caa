import { Button, Card, Confirm, ProblemLine, useSend, useWords, useWorkspace } from '@grove/ui-h5'
import { useEffect, useMemo, useRef, useState } from 'react'
import { answerExam, type ExamPage, type GivenAnswers } from '../../contract/index.ts'
import { QuestionFields } from './question-fields.tsx'

const KEEP_AFTER_MS = 1500

/** The questions and the time that is left. Answers are kept while they are given; the time over, they are handed in. */
export function ExamPaper(props: {
  readonly code: string
  readonly exam: string
  readonly going: NonNullable<ExamPage['going']>
  readonly onDone: () => void
}) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const { going, code, exam } = props
  const keep = useSend(answerExam)
  const hand = useSend(answerExam)
  const [answers, setAnswers] = useState<GivenAnswers>(going.answers)
  const [asking, setAsking] = useState(false)
  const left = useSecondsLeft(going)
  const input = { ws, code, exam, attempt: going.attempt, answers }
  const given = going.questions.filter(({ id }) => isGiven(answers[String(id)])).length
  const saved = useRef(answers)
  const send = () => void hand.send({ ...input, done: true }).finally(props.onDone)
  useEffect(() => {
    if (saved.current === answers) return
    const timer = setTimeout(() => {
      saved.current = answers
      void keep.send({ ...input, done: false })
    }, KEEP_AFTER_MS)
    return () => clearTimeout(timer)
  })
  const ended = useRef(false)
  useEffect(() => {
    if (left !== 0 || ended.current) return
    ended.current = true
    send()
  })
  return (
    <>
      <p className="camp-exam-bar" role="timer" aria-live="off">
        <span>{t('camp.exam.given_of', { given, of: going.questions.length })}</span>
        {left !== null && <strong>{t('camp.exam.left', { time: clockOf(left) })}</strong>}
      </p>
      <Card>
        <div className="camp-stack">
          <QuestionFields questions={going.questions} answers={answers} onChange={setAnswers} />
        </div>
      </Card>
      <ProblemLine problem={hand.problem ?? keep.problem} />
      <Button kind="primary" wide busy={hand.busy} onPress={() => setAsking(true)}>
        {t('camp.exam.hand_in')}
      </Button>
      {asking && (
        <Confirm
          title={
            given < going.questions.length ? t('camp.exam.missing', { count: going.questions.length - given }) : t('camp.exam.hand_in_ask')
          }
          action={t('camp.exam.hand_in')}
          busy={hand.busy}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false)
            send()
          }}
        />
      )}
    </>
  )
}

const isGiven = (answer: GivenAnswers[string] | undefined): boolean =>
  typeof answer === 'number' ||
  (typeof answer === 'string' ? answer.trim() !== '' : Array.isArray(answer) && answer.some((one) => one !== ''))

const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** By the server's clock: a phone that is wrong by minutes has the same time as the others. */
function useSecondsLeft({ dueAt, now }: NonNullable<ExamPage['going']>): number | null {
  const ends = useMemo(
    () => (dueAt === null ? null : performance.now() + new Date(dueAt).getTime() - new Date(now).getTime()),
    [dueAt, now],
  )
  const [, tick] = useState(0)
  useEffect(() => {
    if (ends === null) return
    const timer = setInterval(() => tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [ends])
  return ends === null ? null : Math.max(0, Math.round((ends - performance.now()) / 1000))
}
