import { uploadPicture } from '@grove/content/contract'
import { Button, Card, Confirm, Empty, ProblemLine, useSend, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { applyToCamp, type CampPage, type GivenAnswers, leaveCamp } from '../../contract/index.ts'
import { PictureField } from './picture-field.tsx'
import { QuestionFields } from './question-fields.tsx'

/** Who is not in yet: what it is, what is asked for, and how the application stands. */
export function Door({ view, onChanged }: { readonly view: CampPage; readonly onChanged: () => void }) {
  const { t, f } = useWords()
  const state = view.you?.state
  return (
    <>
      <section className="camp-hero">
        <h2>{view.name}</h2>
        <p>{view.intro}</p>
        <p>{t('camp.phone.when', { from: f.day(view.startsOn), to: f.day(view.endsOn) })}</p>
        {view.state === 'enrolling' && (
          <p>{view.seatsLeft > 0 ? t('camp.phone.seats_left', { left: view.seatsLeft, seats: view.seats }) : t('camp.phone.full')}</p>
        )}
      </section>
      {state === 'applied' || state === 'waiting' ? (
        <Waiting view={view} onChanged={onChanged} />
      ) : view.state !== 'enrolling' ? (
        <Empty title={t('camp.phone.enrolment_over')} hint={t('camp.phone.enrolment_over_hint')} />
      ) : view.you === null ? (
        <JoinFirst view={view} />
      ) : (
        <Apply view={view} onChanged={onChanged} />
      )}
    </>
  )
}

/** Nobody becomes a member here: the way in is a group of the house. */
function JoinFirst({ view }: { readonly view: CampPage }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const from = new URLSearchParams(location.search).get('from')
  return (
    <Empty
      title={t('camp.phone.join_first')}
      hint={t('camp.phone.join_first_hint', { name: view.workspaceName })}
      {...(from
        ? {
            action: (
              <Button kind="primary" onPress={() => go(`/${ws}/c/${from}`)}>
                {t('camp.phone.join')}
              </Button>
            ),
          }
        : {})}
    />
  )
}

function Waiting({ view, onChanged }: { readonly view: CampPage; readonly onChanged: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const leave = useSend(leaveCamp)
  const [asking, setAsking] = useState(false)
  const you = view.you
  return (
    <Card title={t(`camp.phone.state.${you?.state === 'waiting' ? 'waiting' : 'applied'}`)}>
      <div className="camp-stack">
        <p>
          {you?.place === null || you?.place === undefined ? t('camp.phone.applied_hint') : t('camp.phone.place', { place: you.place + 1 })}
        </p>
        <ProblemLine problem={leave.problem} />
        <Button busy={leave.busy} onPress={() => setAsking(true)}>
          {t('camp.phone.withdraw')}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={t('camp.phone.withdraw_ask')}
          action={t('camp.phone.withdraw')}
          danger
          busy={leave.busy}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false)
            void leave.send({ ws, code: view.code }).then((done) => done && onChanged())
          }}
        />
      )}
    </Card>
  )
}

function Apply({ view, onChanged }: { readonly view: CampPage; readonly onChanged: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const apply = useSend(applyToCamp)
  const [answers, setAnswers] = useState<GivenAnswers>({})
  const [proof, setProof] = useState<readonly number[]>([])
  const { form, quiz, proof: asks, ordered, productLine } = view.screening
  const blocked = (form && !form.answered) || (asks === 'order' && !ordered)
  return (
    <>
      {view.you?.state === 'declined' && <p className="camp-comment">{view.you.reason || t('camp.phone.declined')}</p>}
      {form && !form.answered && (
        <Card title={form.title}>
          <div className="camp-stack">
            <p>{t('camp.phone.form_first')}</p>
            <Button kind="primary" onPress={() => go(`/${ws}/f/${form.code}`)}>
              {t('camp.phone.fill_in')}
            </Button>
          </div>
        </Card>
      )}
      {asks === 'order' && !ordered && (
        <Card title={t('camp.phone.order_first')}>
          <p className="camp-stack">{t('camp.phone.order_first_hint', { line: productLine })}</p>
        </Card>
      )}
      {quiz && (
        <Card title={t('camp.phone.quiz', { pass: view.screening.pass })}>
          <div className="camp-stack">
            <QuestionFields questions={quiz} answers={answers} onChange={setAnswers} />
          </div>
        </Card>
      )}
      {asks === 'picture' && (
        <Card title={t('camp.phone.proof')}>
          <div className="camp-stack">
            <p className="camp-soft">{t('camp.phone.proof_hint')}</p>
            <PictureField route={uploadPicture} most={1} onChange={setProof} />
          </div>
        </Card>
      )}
      <ProblemLine problem={apply.problem} />
      <Button
        kind="primary"
        wide
        busy={apply.busy}
        disabled={Boolean(blocked)}
        onPress={() =>
          void apply.send({ ws, code: view.code, answers, ...(proof[0] ? { proof: proof[0] } : {}) }).then((done) => done && onChanged())
        }
      >
        {t('camp.phone.apply')}
      </Button>
    </>
  )
}
