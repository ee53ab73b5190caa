import { useI18n } from '@grove/i18n/react'
import { useMemo, useState } from 'react'
import { CodesPage } from './codes-page.tsx'
import { CustomerPage } from './customer-page.tsx'
import { EmployeePage } from './employee-page.tsx'
import { GroupPage } from './group-page.tsx'
import { OutboxPage } from './outbox-page.tsx'
import { PeopleList } from './people-list.tsx'
import { addressOf, type Doing, DoingContext, type Problem, type SimState, usePlace, useView } from './platform-state.ts'
import { SettingsPage } from './settings-page.tsx'

const rooms = ['employees', 'customers', 'groups', 'codes', 'outbox', 'settings'] as const
type Room = (typeof rooms)[number]

export function Shell({ onLanguage }: { onLanguage: () => void }) {
  const [turn, setTurn] = useState(0)
  const [problem, setProblem] = useState<Problem>()
  const doing = useMemo<Doing>(
    () => ({
      turn,
      post: async (path, input = {}) => {
        const answer = await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        }).catch(() => undefined)
        const said = answer && ((await answer.json().catch(() => ({}))) as Record<string, unknown>)
        setTurn((before) => before + 1)
        if (answer?.ok) {
          setProblem(undefined)
          return said ?? {}
        }
        setProblem({ reason: String(said?.['reason'] ?? said?.['error'] ?? 'offline'), about: String(said?.['about'] ?? '') })
        return false
      },
    }),
    [turn],
  )
  return (
    <DoingContext value={doing}>
      <Frame onLanguage={onLanguage} problem={problem} onRead={() => setProblem(undefined)} />
    </DoingContext>
  )
}

function Frame({ onLanguage, problem, onRead }: { onLanguage: () => void; problem: Problem | undefined; onRead: () => void }) {
  const { t, f } = useI18n()
  const place = usePlace()
  const room: Room = rooms.find((one) => one === place[0]) ?? 'employees'
  const { view: state } = useView<SimState>('/sim/state')
  return (
    <div className={`frame${place[1] ? ' deep' : ''}`}>
      <header className="top">
        <div>
          <strong>{t('sim.title')}</strong>
          <span className="soft">{t('sim.subtitle')}</span>
        </div>
        <div className="top-right">
          {state && <time title={f.exact(state.now)}>{f.dateTime(state.now)}</time>}
          <button type="button" className="plain" onClick={onLanguage}>
            {t('sim.language')}
          </button>
        </div>
      </header>
      <nav className="rooms" aria-label={t('sim.rooms')}>
        {rooms.map((one) => (
          <a key={one} href={addressOf(one)} aria-current={one === room ? 'page' : undefined}>
            {t(`sim.room.${one}`)}
            {state && one in state.counts && <span className="count">{f.number(state.counts[one as 'groups'])}</span>}
          </a>
        ))}
      </nav>
      {problem && (
        <div className="problem" role="alert">
          <span>
            {t(`sim.refused.${problem.reason}`)}
            {problem.about && <small> {problem.about}</small>}
          </span>
          <button type="button" className="plain" onClick={onRead}>
            {t('sim.close')}
          </button>
        </div>
      )}
      <main className="work">
        <RoomPage room={room} id={place[1]} state={state} />
      </main>
    </div>
  )
}

function RoomPage({ room, id, state }: { room: Room; id: string | undefined; state: SimState | undefined }) {
  const { t } = useI18n()
  if (room === 'codes') return <CodesPage />
  if (room === 'outbox') return <OutboxPage state={state} />
  if (room === 'settings') return <SettingsPage state={state} />
  return (
    <>
      <PeopleList kind={room} chosen={id} />
      <section className="detail" key={`${room}/${id}`}>
        {id === undefined && <p className="hint">{t(`sim.choose.${room}`)}</p>}
        {id !== undefined && (
          <a className="back" href={addressOf(room)}>
            ‹ {t(`sim.room.${room}`)}
          </a>
        )}
        {id !== undefined && room === 'employees' && <EmployeePage userid={id} />}
        {id !== undefined && room === 'customers' && <CustomerPage id={id} />}
        {id !== undefined && room === 'groups' && <GroupPage id={id} />}
      </section>
    </>
  )
}
