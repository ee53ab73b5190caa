import type { Person } from '@grove/conversation/contract'
import { Avatar, IconButton, Row, Sheet, useWords } from '@grove/ui-h5'
import { useEffect, useState } from 'react'
import { AuthorBadge } from './author-badge.tsx'
import { ModerateSheet } from './moderate-sheet.tsx'
import { PeopleSearch } from './people-search.tsx'
import { useRoomScene } from './room-context.ts'

/** Who is in the group, and who of them is here now. */
export function PeopleSheet({ onClose }: { readonly onClose: () => void }) {
  const { t, f } = useWords()
  const { store, state } = useRoomScene()
  const [here, setHere] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<Person>()
  useEffect(() => {
    let live = true
    store.act({ t: 'who' }).then(
      (answer) => live && answer.t === 'who' && setHere(new Set(answer.people)),
      () => undefined,
    )
    return () => {
      live = false
    }
  }, [store, state.here])
  const moderate = state.seat?.mayModerate ?? false
  return (
    <Sheet title={t('room.people', { count: state.here })} onClose={onClose} tall>
      <PeopleSearch>
        {(person) => {
          const key = `${person.kind[0]}${person.id}`
          const present = here.has(key)
          return (
            <Row
              key={key}
              lead={
                <span className={present ? 'room-present' : 'room-absent'}>
                  <Avatar name={person.name} seed={key} url={person.avatarUrl} />
                </span>
              }
              title={
                <>
                  {person.name} <AuthorBadge badge={person.badge} />
                </>
              }
              note={
                person.mutedUntil
                  ? t('room.muted_until', { time: f.dateTime(person.mutedUntil, new Date()) })
                  : present
                    ? t('room.is_here')
                    : undefined
              }
              end={
                moderate && person.kind === 'member' && key !== state.seat?.key ? (
                  <IconButton name="more" label={t('room.manage', { name: person.name })} onPress={() => setChosen(person)} />
                ) : undefined
              }
            />
          )
        }}
      </PeopleSearch>
      {chosen && <ModerateSheet person={chosen} onClose={() => setChosen(undefined)} />}
    </Sheet>
  )
}
