import { Button, Card, Row, useWords, useWorkspace } from '@grove/ui-h5'
import { useLocation } from 'wouter'
import type { CampPage, DayTile } from '../../contract/index.ts'

/** What is on today, how I am doing, and every day at a glance. */
export function Today({ view }: { readonly view: CampPage }) {
  const { ws } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const { you } = view
  if (!you) return null
  const now = view.days.find((one) => one.day === view.today)
  const open = (day: number) => go(`/${ws}/camp/${view.code}/day/${day}`)
  return (
    <>
      <section className="camp-hero">
        <h2>{headline(t, f, view, now)}</h2>
        <div className="camp-numbers">
          <span>
            <strong>{f.number(you.streak)}</strong>
            {t('camp.phone.streak')}
          </span>
          <span>
            <strong>{f.number(you.checkIns)}</strong>
            {t('camp.phone.check_ins')}
          </span>
          <span>
            <strong>{f.number(you.cardsLeft)}</strong>
            {t('camp.phone.cards')}
          </span>
        </div>
      </section>
      {now && (
        <Card>
          <div className="camp-stack">
            <strong>{now.title}</strong>
            <Button kind="primary" wide onPress={() => open(now.day)}>
              {t(now.asksCheckIn && now.check === 'none' ? 'camp.phone.learn_and_check_in' : 'camp.phone.look_again')}
            </Button>
          </div>
        </Card>
      )}
      <Card title={t('camp.phone.all_days')}>
        <div className="camp-days">
          {view.days.map((one) => (
            <button
              key={one.day}
              type="button"
              className={tileClass(one, view.today)}
              disabled={!one.open}
              aria-label={`${t('camp.phone.day', { day: one.day })} ${one.title} ${t(`camp.check.${one.check}`)}`}
              onClick={() => open(one.day)}
            >
              <span>{one.day}</span>
              <span aria-hidden="true">{one.check === 'none' ? (one.open && one.asksCheckIn ? '·' : '') : '✓'}</span>
            </button>
          ))}
        </div>
      </Card>
      {view.exams.length > 0 && (
        <Card title={t('camp.exams')}>
          {view.exams.map((one) => (
            <Row
              key={one.exam}
              title={one.title}
              note={one.state === 'not_open' ? t('camp.exam.opens_on', { day: one.day }) : t(`camp.exam_state.${one.state}`)}
              {...(one.state === 'not_open' ? {} : { onPress: () => go(`/${ws}/camp/${view.code}/exam/${one.exam}`) })}
            />
          ))}
        </Card>
      )}
      {you.feedback !== 'closed' && (
        <Card title={t(you.feedback === 'given' ? 'camp.feedback.given' : 'camp.feedback.ask')}>
          <div className="camp-stack">
            <Button kind={you.feedback === 'given' ? 'plain' : 'primary'} wide onPress={() => go(`/${ws}/camp/${view.code}/feedback`)}>
              {t(you.feedback === 'given' ? 'camp.feedback.again' : 'camp.feedback.go')}
            </Button>
          </div>
        </Card>
      )}
      {view.offer && (
        <Card title={t('camp.phone.next')}>
          <div className="camp-stack">
            {view.offer.text && <p className="camp-text">{view.offer.text}</p>}
            {view.offer.link && (
              <a className="camp-file" href={view.offer.link} target="_blank" rel="noopener noreferrer">
                {t('camp.phone.next_link')}
              </a>
            )}
          </div>
        </Card>
      )}
      <Card>
        {view.peersOpen > 0 && (
          <Row
            title={t('camp.peer')}
            note={t('camp.peer.waiting', { count: view.peersOpen })}
            onPress={() => go(`/${ws}/camp/${view.code}/peers`)}
          />
        )}
        {view.defence && (
          <Row title={t('camp.defence')} note={t('camp.defence.row_hint')} onPress={() => go(`/${ws}/camp/${view.code}/defence`)} />
        )}
        <Row title={t('camp.phone.record')} note={t('camp.phone.record_hint')} onPress={() => go(`/${ws}/camp/${view.code}/record`)} />
        <Row
          title={t('camp.phone.ranking')}
          note={you.post === 'none' ? t('camp.phone.ranking_hint') : t(`camp.post.${you.post}`)}
          onPress={() => go(`/${ws}/camp/${view.code}/ranking`)}
        />
      </Card>
    </>
  )
}

type Words = ReturnType<typeof useWords>

function headline(t: Words['t'], f: Words['f'], view: CampPage, now: DayTile | undefined): string {
  if (view.state === 'finished' || view.today > view.days.length) return t('camp.phone.over')
  if (!now) return t('camp.phone.starts_on', { date: f.day(view.startsOn) })
  return t('camp.phone.day_of', { day: view.today, days: view.days.length })
}

function tileClass(tile: DayTile, today: number): string {
  const marks = { none: '', done: ' camp-day-done', made_up: ' camp-day-card' } as const
  return `camp-day${marks[tile.check]}${tile.day === today ? ' camp-day-today' : ''}`
}
