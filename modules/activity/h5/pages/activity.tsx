import { useFresh } from '@grove/conversation/h5'
import { Badge, Button, Card, LanguageSwitch, Page, ProblemPage, Row, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { lookAtActivity, type PhoneView } from '../../contract/index.ts'
import { fairProof } from '../../domain/fair-proof.ts'
import { leftWords } from '../../domain/left-words.ts'
import { ruleKey, ruleNumbers } from '../../domain/rule-key.ts'
import { ownWords } from '../../domain/weight-words.ts'
import { type CardSays, cardSays } from '../parts/card-says.ts'
import { Entries } from '../parts/entries.tsx'
import { RoundBox } from '../parts/round-box.tsx'
import { useCountdown } from '../parts/use-countdown.ts'
import { Weights } from '../parts/weights.tsx'
import { winWords } from '../../domain/win-words.ts'
import '../parts/activity.css'

/** Phones that hear of a new round do not all ask at once. */
const SPREAD_MS = 800
const REST_MS = 1000
/** Contributions and votes come all the time. */
const ENTRIES_REST_MS = 4000

/** /m/:ws/a/:code — join, answer, see how it ends. */
export default function ActivityPage() {
  const { ws } = useWorkspace()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(lookAtActivity, { ws, code })
  const { data, reload } = page
  const [says, setSays] = useState<CardSays>()
  useFresh(reload, {
    communityId: data?.communityId,
    of: 'activity',
    spreadMs: SPREAD_MS,
    restMs: data?.entryRule ? ENTRIES_REST_MS : REST_MS,
    heed: (frame) => {
      const heard = cardSays(frame, data?.code ?? code)
      if (!heard) return false
      setSays(heard)
      const isKnown = heard.stage === data?.stage && heard.round === data.round && (!heard.first || data.shown?.firstAt)
      return !isKnown || (data.entryRule !== null && heard.answered !== data.joined)
    },
  })
  if (page.problem && !data) return <ProblemPage problem={page.problem} onRetry={reload} />
  if (!data) return <Waiting />
  return <Shown view={data} says={says?.round === data.round ? says : undefined} onChange={reload} />
}

function Shown({ view, says, onChange }: { readonly view: PhoneView; readonly says: CardSays | undefined; readonly onChange: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const waiting = ['planned', 'announced', 'preheating'].includes(view.stage)
  const fair = fairProof(view)
  return (
    <Page
      title={view.title}
      subtitle={view.communityName}
      onBack={() => go(`/${ws}/room/${view.communityId}`)}
      actions={<LanguageSwitch />}
    >
      <Head view={view} />
      {waiting && view.intro && <Card title={t('activity.rules')}>{<p className="act-plain">{view.intro}</p>}</Card>}
      {!waiting && view.shown && <RoundBox view={view} says={says} onChange={onChange} />}
      {view.entryRule && !waiting && <Entries view={view} onChange={onChange} />}
      {view.mine.wins.length > 0 && (
        <Card title={t('activity.my_wins')}>
          {view.mine.wins.map((win) => (
            <Row
              key={`${win.round} ${win.award}`}
              title={winWords(t, win.prize)}
              note={whichWin(t, view, win)}
              onPress={() => go(`/${ws}/${win.prize.kind === 'points' ? 'points' : 'prizes'}`)}
            />
          ))}
        </Card>
      )}
      {view.ranking.length > 0 && (
        <Card title={t('activity.ranking')}>
          <ol className="act-ranks">
            {view.ranking.map((one) => (
              <li key={one.memberId}>
                <b>{one.rank}</b>
                <span>{one.name}</span>
                <span>{t('activity.score', { score: one.score })}</span>
              </li>
            ))}
          </ol>
        </Card>
      )}
      {view.winners.length > 0 && <Winners view={view} />}
      <Card title={t('activity.prizes')}>
        {view.awards.map((award) => (
          <Row
            key={`${award.name}${award.at}`}
            title={award.name}
            note={[t(ruleKey(award.who), ruleNumbers(award.who)), ...ownWords(t, award.who)].join(' · ')}
            end={<Badge>{view.kind === 'red_packet' ? t('activity.prize.random') : winWords(t, award.prize)}</Badge>}
          />
        ))}
      </Card>
      {view.weights && (
        <Card title={t('activity.weights')}>
          <Weights weights={view.weights} />
        </Card>
      )}
      {!waiting && view.intro && <Card title={t('activity.rules')}>{<p className="act-plain">{view.intro}</p>}</Card>}
      {fair !== 'none' && (
        <Card>
          <Row
            title={t(fair === 'drawn' ? 'activity.verify' : 'activity.proof.commitment')}
            note={t(fair === 'drawn' ? 'activity.verify_hint' : 'activity.proof.to_come')}
            onPress={() => go(`/${ws}/verify/${view.code}`)}
          />
        </Card>
      )}
    </Page>
  )
}

function Head({ view }: { readonly view: PhoneView }) {
  const { t, f } = useWords()
  const waiting = ['planned', 'announced', 'preheating'].includes(view.stage)
  const streak = view.mechanism === 'days' && view.mine.streak > 0 ? [t('activity.streak', { days: view.mine.streak })] : []
  const left = useCountdown(waiting ? view.startsAt : view.stage === 'open' ? view.closesAt : null, view.now)
  return (
    <div className={`act-head act-${view.stage}`} role="status">
      {/* What is still done behind the scenes is over for whoever played. */}
      <span className="act-stage">{t(`activity.stage.${view.stage === 'followed' ? 'done' : view.stage}`)}</span>
      {left !== null && left < 86_400 && <strong className="act-clock">{leftWords(t, view, left)}</strong>}
      <span>
        {[waiting ? t('activity.starts', { at: f.dateTime(view.startsAt) }) : t('activity.joined', { count: view.joined }), ...streak].join(
          ' · ',
        )}
      </span>
    </div>
  )
}

function Winners({ view }: { readonly view: PhoneView }) {
  const { t, f } = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? view.winners : view.winners.slice(0, 10)
  return (
    <Card title={t('activity.winners')}>
      {shown.map((win) => (
        <Row
          key={`${win.round} ${win.memberId} ${win.award}`}
          title={win.name}
          note={whichWin(t, view, win)}
          end={<Badge tone="official">{winWords(t, win.prize)}</Badge>}
        />
      ))}
      {!all && view.winners.length > 10 && (
        <Button wide onPress={() => setAll(true)}>
          {t('activity.all_winners', { count: view.winners.length })}
        </Button>
      )}
      {all && view.wins > shown.length && <p>{t('activity.winners.cut', { count: shown.length, wins: f.number(view.wins) })}</p>}
    </Card>
  )
}

function whichWin(
  t: ReturnType<typeof useWords>['t'],
  view: PhoneView,
  { award, round }: Pick<PhoneView['winners'][number], 'award' | 'round'>,
): string {
  if (round === 0 || view.rounds === 1) return award
  return view.mechanism === 'days' ? t('activity.win_day', { award, day: round }) : t('activity.win_round', { award, round })
}
