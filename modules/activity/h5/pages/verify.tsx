import { Card, Empty, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { getProof, type Proof } from '../../contract/index.ts'
import { commitmentOf, digestOf, draw, throwOf } from '../../domain/draw.ts'
import { prizeWords } from '../../domain/weight-words.ts'
import { Weights } from '../parts/weights.tsx'
import '../parts/activity.css'

/** /m/:ws/verify/:code — draws again, here on the phone, from what the server published. */
export default function VerifyPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(getProof, { ws, code })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return (
    <Page title={t('activity.verify')} subtitle={page.data.title} onBack={() => go(`/${ws}/a/${code}`)} actions={<LanguageSwitch />}>
      <Card title={t('activity.proof.commitment')}>
        <p className="act-hash">{page.data.commitment}</p>
        <p className="act-note">{t('activity.proof.commitment_hint')}</p>
      </Card>
      {page.data.seed === null ? (
        <Empty title={t('activity.proof.later')} hint={t('activity.proof.later_hint')} />
      ) : (
        <Checked proof={page.data} seed={page.data.seed} />
      )}
    </Page>
  )
}

const hasOwn = ({ weights, only }: Proof['prizes'][number]) => weights !== null || only !== null

/** How many hold how many tickets, the most first. */
function weightsOf(weights: readonly number[]): { readonly weight: number; readonly count: number }[] {
  const counts = new Map<number, number>()
  for (const weight of weights) counts.set(weight, (counts.get(weight) ?? 0) + 1)
  return [...counts].map(([weight, count]) => ({ weight, count })).toSorted((a, b) => b.weight - a.weight)
}

function Checked({ proof, seed }: { readonly proof: Proof; readonly seed: string }) {
  const { t } = useWords()
  const again = draw(seed, proof.tickets, proof.prizes).map(({ prize, number }) => ({ award: proof.prizes[prize]?.name ?? '', number }))
  const same =
    again.length === proof.winners.length &&
    again.every((one, at) => one.number === proof.winners[at]?.number && one.award === proof.winners[at]?.award)
  const checks = [
    { key: 'seed', good: commitmentOf(seed) === proof.commitment },
    ...(proof.digest === null
      ? []
      : [
          { key: 'tickets', good: digestOf(proof.tickets) === proof.digest },
          { key: 'draw', good: same },
        ]),
    ...(proof.dice.length ? [{ key: 'dice', good: proof.dice.every((one) => throwOf(seed, one.round) === one.answer) }] : []),
  ]
  return (
    <>
      <Card title={t('activity.proof.checks')}>
        {checks.map(({ key, good }) => (
          <Row
            key={key}
            title={t(`activity.proof.check.${key}`)}
            end={<strong className={good ? 'act-good' : 'act-bad'}>{t(good ? 'activity.proof.good' : 'activity.proof.bad')}</strong>}
          />
        ))}
      </Card>
      <Card title={t('activity.proof.seed')}>
        <p className="act-hash">{seed}</p>
        {proof.mine !== null && proof.tickets.length > 0 && <p className="act-note">{t('activity.proof.mine', { number: proof.mine })}</p>}
        <p className="act-note">{t('activity.proof.how')}</p>
      </Card>
      {proof.weights && (
        <Card title={t('activity.weights')}>
          <Weights weights={proof.weights} />
          <p className="act-note">
            {weightsOf(proof.tickets.map((one) => one.weight))
              .map((one) => t('activity.proof.weights', one))
              .join(' · ')}
          </p>
        </Card>
      )}
      {proof.prizes.some(hasOwn) && (
        <Card title={t('activity.own')}>
          {proof.prizes.map((prize, at) =>
            hasOwn(prize) ? (
              <Row
                key={prize.name}
                title={prize.name}
                note={[
                  ...prizeWords(t, prize),
                  ...weightsOf(proof.tickets.map((one) => one.each?.[at] ?? one.weight))
                    .filter((one) => one.weight > 0)
                    .map((one) => t('activity.proof.weights', one)),
                ].join(' · ')}
              />
            ) : null,
          )}
        </Card>
      )}
      {again.length > 0 && (
        <Card title={t('activity.proof.drawn', { count: proof.tickets.reduce((sum, one) => sum + one.weight, 0) })}>
          {again.map((one) => (
            <Row key={one.number} title={t('activity.proof.ticket', { number: one.number })} end={<span>{one.award}</span>} />
          ))}
        </Card>
      )}
    </>
  )
}
