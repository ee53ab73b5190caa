import { useFresh } from '@grove/conversation/h5'
import { Button, Card, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { myRecord } from '../../contract/index.ts'
import '../parts/camp.css'

/** /m/:ws/camp/:code/record — what I did, day by day, and how far graduation is. */
export default function RecordPage() {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(myRecord, { ws, code })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  const { data } = page
  const most = Math.max(1, ...data.scores.map((one) => one.of))
  return (
    <Page title={t('camp.phone.record')} subtitle={data.name} onBack={() => go(`/${ws}/camp/${code}`)} actions={<LanguageSwitch />}>
      {data.certificate && (
        <Card title={t('camp.phone.graduated')}>
          <div className="camp-stack">
            <Button kind="primary" wide onPress={() => go(`/${ws}/certificate/${data.certificate}`)}>
              {t('camp.phone.my_certificate')}
            </Button>
          </div>
        </Card>
      )}
      <Card title={t('camp.phone.to_graduation')}>
        <div className="camp-stack">
          {data.needs.checkIns > 0 && <Progress label={t('camp.phone.check_ins')} has={data.checkIns} needs={data.needs.checkIns} />}
          {data.needs.accepted > 0 && <Progress label={t('camp.phone.accepted')} has={data.accepted} needs={data.needs.accepted} />}
        </div>
        {data.defence && (
          <Row
            title={t('camp.defence')}
            {...(data.defence.counts ? { note: t('camp.defence.counts') } : {})}
            end={<strong>{t(defenceState(data.defence.passed))}</strong>}
            onPress={() => go(`/${ws}/camp/${code}/defence`)}
          />
        )}
      </Card>
      <Card title={t('camp.phone.all_days')}>
        <div className="camp-days">
          {data.days.map((one) => (
            <span
              key={one.day}
              role="img"
              className={`camp-day${one.check === 'none' ? '' : one.check === 'made_up' ? ' camp-day-card' : ' camp-day-done'}`}
              aria-label={`${t('camp.phone.day', { day: one.day })} ${t(`camp.check.${one.check}`)}`}
            >
              <span>{one.day}</span>
              <span aria-hidden="true">{one.check === 'none' ? '' : '✓'}</span>
            </span>
          ))}
        </div>
      </Card>
      {data.exams.length > 0 && (
        <Card title={t('camp.exams')}>
          {data.exams.map((one) => (
            <Row
              key={one.title}
              title={one.title}
              note={t(one.waiting ? 'camp.exam_state.waiting' : one.passed ? 'camp.exam_state.passed' : 'camp.exam.to_pass', {
                pass: one.pass,
              })}
              end={<strong>{one.percent === null ? '–' : t('camp.percent', { percent: f.number(one.percent) })}</strong>}
            />
          ))}
        </Card>
      )}
      {data.scores.length > 0 && (
        <Card title={t('camp.phone.scores')}>
          <div className="camp-chart">
            {data.scores.map((one) => (
              <span
                key={one.day}
                role="img"
                aria-label={`${t('camp.phone.day', { day: one.day })} ${t('camp.phone.score', { score: one.score, of: one.of })}`}
              >
                <span className="camp-column" style={{ height: `${Math.round((one.score / most) * 96) + 4}px` }} />
                {one.day}
              </span>
            ))}
          </div>
        </Card>
      )}
      <Card>
        <Row title={t('camp.phone.best_streak')} end={<strong>{f.number(data.best)}</strong>} />
        <Row title={t('camp.phone.cards_used')} end={<strong>{f.number(data.cards)}</strong>} />
      </Card>
    </Page>
  )
}

const defenceState = (passed: boolean | null) =>
  passed === null ? 'camp.defence.not_yet' : passed ? 'camp.exam_state.passed' : 'camp.exam_state.failed'

function Progress({ label, has, needs }: { readonly label: string; readonly has: number; readonly needs: number }) {
  const { t } = useWords()
  const share = needs === 0 ? 100 : Math.min(100, Math.round((has / needs) * 100))
  return (
    <div>
      <p className="camp-goal">
        {label} · {t('camp.phone.has_of', { has, needs })}
      </p>
      <div className="camp-bar" role="progressbar" aria-label={label} aria-valuenow={share} aria-valuemin={0} aria-valuemax={100}>
        <span style={{ width: `${share}%` }} />
      </div>
    </div>
  )
}
