import { useI18n } from '@grove/i18n/react'
import { useState } from 'react'
import { AskText } from './ask-text.tsx'
import { Face } from './face.tsx'
import { addressOf, go, useDoing, useView } from './platform-state.ts'

type Kind = 'employees' | 'customers' | 'groups'
interface Row {
  readonly id?: string
  readonly userid?: string
  readonly name: string
  readonly status?: number
  readonly customers?: number
  readonly waiting?: number
  readonly friends?: number
  readonly members?: number
  readonly ownerName?: string
  readonly closed?: boolean
}

/** Everybody of one kind, found by name or id, a page at a time. */
export function PeopleList({ kind, chosen }: { kind: Kind; chosen: string | undefined }) {
  const { t } = useI18n()
  const { post } = useDoing()
  const [words, setWords] = useState('')
  const [from, setFrom] = useState(0)
  const { view } = useView<{ total: number; rows: Row[] }>(`/sim/${kind}?words=${encodeURIComponent(words)}&from=${from}`)
  const add = async (name: string) => {
    const made = await post(kind === 'employees' ? '/sim/admin/hire' : '/sim/admin/stranger', { name })
    if (made) go(kind, String(made['userid'] ?? made['customerId']))
  }
  return (
    <section className="list" aria-label={t(`sim.room.${kind}`)}>
      {chosen === undefined && <h1>{t(`sim.room.${kind}`)}</h1>}
      <input
        type="search"
        value={words}
        placeholder={t('sim.search')}
        aria-label={t('sim.search')}
        onChange={(event) => {
          setWords(event.target.value)
          setFrom(0)
        }}
      />
      {kind !== 'groups' && <AskText label={t(`sim.new.${kind}`)} onSay={add} />}
      {view?.rows.length === 0 && <p className="hint">{t('sim.nobody')}</p>}
      <ul>
        {view?.rows.map((row) => {
          const id = row.userid ?? row.id ?? ''
          return (
            <li key={id}>
              <a href={addressOf(kind, id)} aria-current={id === chosen ? 'true' : undefined}>
                <Face name={row.name} id={id} kind={kind} />
                <span className="grow">
                  <b>{row.name}</b>
                  <small>{factOf(row, kind, t)}</small>
                </span>
                {(row.waiting ?? 0) > 0 && <span className="badge">{row.waiting}</span>}
              </a>
            </li>
          )
        })}
      </ul>
      {view && view.total > 50 && (
        <div className="pager">
          <button type="button" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - 50))}>
            {t('sim.earlier')}
          </button>
          <span>{t('sim.page', { from: from + 1, to: Math.min(from + 50, view.total), total: view.total })}</span>
          <button type="button" disabled={from + 50 >= view.total} onClick={() => setFrom(from + 50)}>
            {t('sim.later')}
          </button>
        </div>
      )}
    </section>
  )
}

function factOf(row: Row, kind: Kind, t: ReturnType<typeof useI18n>['t']): string {
  if (kind === 'employees') return row.status === 5 ? t('sim.left_company') : t('sim.customer_count', { count: row.customers ?? 0 })
  if (kind === 'customers') return row.friends ? t('sim.friend_count', { count: row.friends }) : t('sim.stranger')
  return row.closed ? t('sim.closed') : t('sim.group_fact', { owner: row.ownerName ?? '', count: row.members ?? 0 })
}
