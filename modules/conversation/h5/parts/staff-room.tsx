import { CallError, type Client } from '@grove/client'
import { staffUploadPicture } from '@grove/content/contract'
import { staffEnterRoom, staffListPeople, staffReadMessages, type Thread } from '@grove/conversation/contract'
import { Empty, IconButton, ProblemPage, ToastHost, useLoad, useProblemText, useWords, Waiting, WorkspaceContext } from '@grove/ui-h5'
import '@grove/ui-h5/embed.css'
import { useCallback, useMemo, useRef, useState } from 'react'
import { PeopleSheet } from './people-sheet.tsx'
import { Room } from './room.tsx'
import { ThreadList } from './thread-list.tsx'
import { useRoom, useRoomState } from './use-room.ts'

export interface StaffRoomProps {
  readonly communityId: number
  /** Number or public key of the workspace the console stands in. */
  readonly workspace: string
  readonly client: Client
}

/** The same room as on members' phones, inside a page of the console; with the private threads of all members. */
export function StaffRoom(props: StaffRoomProps) {
  const value = useMemo(() => ({ ws: props.workspace, client: props.client }), [props.workspace, props.client])
  return (
    <div className="h5-app room-embed">
      <WorkspaceContext value={value}>
        <ToastHost>
          <Enter key={props.communityId} {...props} />
        </ToastHost>
      </WorkspaceContext>
    </div>
  )
}

function Enter(props: StaffRoomProps) {
  const view = useLoad(staffEnterRoom, { communityId: props.communityId })
  if (view.data) return <Open {...props} readUpTo={view.data.unread.room} />
  return view.problem ? <ProblemPage problem={view.problem} onRetry={view.reload} home={false} /> : <Waiting />
}

function Open({ communityId, workspace, client, readUpTo: unread }: StaffRoomProps & { readonly readUpTo: number }) {
  const { t } = useWords()
  const words = useProblemText()
  const store = useRoom({
    query: `workspace=${encodeURIComponent(workspace)}&community=${communityId}`,
    readOlder: (thread, before) => client.call(staffReadMessages, { communityId, thread, before }),
    upload: (file) => client.upload(staffUploadPicture, {}, file),
  })
  const state = useRoomState(store)
  const [tab, setTab] = useState<'room' | 'threads'>('room')
  const [member, setMember] = useState<{ id: number; name: string }>()
  const [people, setPeople] = useState(false)
  const listPeople = useCallback(
    (text: string, cursor: string | null) =>
      client.call(staffListPeople, { communityId, ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) }),
    [client, communityId],
  )
  const seq = state.logs.get('room')?.place?.seq
  // Where reading had ended is fixed at the first answer: it must not move while one reads.
  const start = useRef<number>(undefined)
  if (seq && start.current === undefined) start.current = seq - unread
  const thread: Thread = tab === 'threads' && member ? member.id : 'room'
  const openThread = (id: number, name: string) => {
    store.hear(id)
    setMember({ id, name })
  }
  const tabs = (
    <div className="room-tabs">
      <div className="room-tab-list" role="tablist">
        {(['room', 'threads'] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            className={tab === name ? 'room-tab room-tab-on' : 'room-tab'}
            onClick={() => {
              setTab(name)
              setMember(undefined)
            }}
          >
            {t(name === 'room' ? 'room.tab_group' : 'room.tab_threads')}
          </button>
        ))}
      </div>
      <IconButton name="people" label={t('room.people_open')} onPress={() => setPeople(true)} />
    </div>
  )
  if (tab === 'threads' && !member) {
    return (
      <section className="room">
        {tabs}
        <ThreadList communityId={communityId} client={client} onOpen={openThread} />
      </section>
    )
  }
  return (
    <Room
      store={store}
      thread={thread}
      readUpTo={thread === 'room' ? (start.current ?? null) : null}
      people={listPeople}
      gone={<Empty title={t('room.staff_gone')} hint={state.gone ? words(new CallError(state.gone.code, 403)) : ''} />}
      head={
        <>
          {tabs}
          {member && (
            <div className="room-thread-head">
              <IconButton name="back" label={t('h5.back')} onPress={() => setMember(undefined)} />
              <strong>{t('room.thread_with', { name: member.name })}</strong>
            </div>
          )}
          {people && <PeopleSheet onClose={() => setPeople(false)} />}
        </>
      }
    />
  )
}
