import { useI18n } from '@grove/i18n/react'
import { useState } from 'react'
import { AskText } from './ask-text.tsx'
import { addressOf, useDoing, useView } from './platform-state.ts'
import { type Said, Talks } from './talks.tsx'

interface GroupView {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly ownerName: string
  readonly members: number
  readonly closed: boolean
  readonly notice: string
  readonly quotaLeft: number
  readonly people: readonly { id: string; name: string; type: 1 | 2; scene: number; state: string }[]
  readonly talks: readonly Said[]
}

/** A group, seen by whoever speaks in it. */
export function GroupPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { post } = useDoing()
  const [speaker, setSpeaker] = useState<string>()
  const { view, missing } = useView<GroupView>(`/sim/groups/${encodeURIComponent(id)}`)
  if (missing) return <p className="hint">{t('sim.refused.no_group')}</p>
  if (!view) return null
  const owner = (name: string, input: object) => post(`/sim/employee/${encodeURIComponent(view.owner)}/${name}`, { chatId: id, ...input })
  const who = view.people.find((person) => person.id === speaker) ?? view.people.find(({ type }) => type === 2) ?? view.people[0]
  const say = (text: string) =>
    who && post(`/sim/${who.type === 1 ? 'employee' : 'customer'}/${encodeURIComponent(who.id)}/say`, { chatId: id, text })
  return (
    <>
      <h1>
        {view.name} <small>{t('sim.group_fact', { owner: view.ownerName, count: view.members })}</small>
      </h1>
      <p className="soft">
        {id} · {view.closed ? t('sim.closed') : t('sim.quota_left', { count: view.quotaLeft })}
      </p>
      {view.notice && <div className="card">{view.notice}</div>}
      <div className="card">
        <Talks talks={view.talks} {...(who ? { mine: who.id } : {})} empty={t('sim.no_words')} />
        {!view.closed && who && (
          <>
            <label className="field">
              {t('sim.group.speak_as')}
              <select value={who.id} onChange={(event) => setSpeaker(event.target.value)}>
                {view.people.map((person) => (
                  <option key={person.id} value={person.id}>
                    {person.name}
                  </option>
                ))}
              </select>
            </label>
            <AskText label={t('sim.say')} action={t('sim.send')} onSay={say} />
          </>
        )}
      </div>
      {!view.closed && (
        <>
          <h2>{t('sim.group.owner_does', { owner: view.ownerName })}</h2>
          <AskText label={t('sim.group.rename')} action={t('sim.save')} onSay={(name) => owner('rename', { name })} />
          <AskText label={t('sim.group.notice')} action={t('sim.save')} onSay={(text) => owner('notice', { text })} />
          <AskText
            label={t('sim.group.invite')}
            action={t('sim.group.invite_action')}
            onSay={(member) => owner('invite', { members: [member] })}
          />
        </>
      )}
      <h2>{t('sim.member_count', { count: view.members })}</h2>
      <ul className="rows">
        {view.people.map((person) => (
          <li key={person.id}>
            <span className="grow">
              <a href={addressOf(person.type === 1 ? 'employees' : 'customers', person.id)}>{person.name}</a>
              <small>
                {[t(`sim.scene.${person.scene}`), person.state && t('sim.state', { state: person.state })].filter(Boolean).join(' · ')}
              </small>
            </span>
            {!view.closed && person.id !== view.owner && (
              <button type="button" className="danger" onClick={() => owner('kick', { members: [person.id] })}>
                {t('sim.group.kick')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!view.closed && (
        <p className="quiet-actions">
          <button
            type="button"
            className="danger"
            onClick={() => confirm(t('sim.group.dismiss_sure', { name: view.name })) && owner('dismiss', {})}
          >
            {t('sim.group.dismiss')}
          </button>
        </p>
      )}
    </>
  )
}
