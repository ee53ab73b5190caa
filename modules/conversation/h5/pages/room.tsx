import { CallError } from '@grove/client'
import { uploadPicture } from '@grove/content/contract'
import { enterRoom, listPeople, type RoomView, readMessages, type Thread } from '@grove/conversation/contract'
import { Button, Count, Empty, IconButton, Page, ProblemPage, useLoad, useProblemText, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useCallback, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { PeopleSheet } from '../parts/people-sheet.tsx'
import { Room } from '../parts/room.tsx'
import { RoomMenu } from '../parts/room-menu.tsx'
import { useRoom, useRoomState } from '../parts/use-room.ts'
import { useScreenHeight } from '../parts/use-screen-height.ts'

/** /m/:ws/room/:community — where members live. */
export default function RoomPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const words = useProblemText()
  const [, go] = useLocation()
  const { community = '' } = useParams<{ community: string }>()
  const view = useLoad(enterRoom, { ws, communityId: community })
  if (view.data) return <OpenRoom key={community} view={view.data} />
  if (!view.problem) return <Waiting />
  const out = [401, 403, 404].includes(view.problem.status)
  return out ? (
    <Empty
      title={t('room.not_in')}
      hint={words(view.problem)}
      action={<Button onPress={() => go(`/${ws}`)}>{t('room.to_groups')}</Button>}
    />
  ) : (
    <ProblemPage problem={view.problem} onRetry={view.reload} />
  )
}

function OpenRoom({ view }: { readonly view: RoomView }) {
  const { ws, client } = useWorkspace()
  const { t } = useWords()
  const words = useProblemText()
  useScreenHeight()
  const { communityId, seat } = view
  const store = useRoom({
    query: `ws=${encodeURIComponent(ws)}&community=${communityId}`,
    readOlder: (thread, before) => client.call(readMessages, { ws, communityId, thread, before }),
    upload: (file) => client.upload(uploadPicture, { ws }, file),
  })
  const state = useRoomState(store)
  const [thread, setThread] = useState<Thread>('room')
  const [sheet, setSheet] = useState<'people' | 'menu'>()
  const unread = useUnread(view, thread, state.logs)
  const people = useCallback(
    (text: string, cursor: string | null) =>
      client.call(listPeople, { ws, communityId, ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) }),
    [client, ws, communityId],
  )
  const own = seat.thread ?? 'room'
  const tabs = [
    { thread: 'room' as Thread, label: t('room.tab_group') },
    { thread: own as Thread, label: t('room.tab_private') },
  ]
  const subtitle = [
    state.here > 0 ? t('room.here', { count: state.here }) : '',
    view.headcount === null ? '' : t('room.members', { count: view.headcount }),
  ]
  return (
    <div className="room-screen">
      <Page
        fixed
        title={state.name || view.name}
        subtitle={subtitle.filter(Boolean).join(' · ')}
        actions={
          <>
            <IconButton name="people" label={t('room.people_open')} onPress={() => setSheet('people')} />
            <IconButton name="more" label={t('room.group_menu')} onPress={() => setSheet('menu')} />
          </>
        }
      >
        <Room
          store={store}
          thread={thread}
          readUpTo={unread.readUpTo(thread)}
          people={people}
          gone={<Empty title={t('room.not_in')} hint={state.gone ? words(new CallError(state.gone.code, 403)) : ''} />}
          head={
            <>
              <div className="room-tabs" role="tablist">
                {tabs.map((tab) => (
                  <button
                    key={String(tab.thread)}
                    type="button"
                    role="tab"
                    aria-selected={tab.thread === thread}
                    className={tab.thread === thread ? 'room-tab room-tab-on' : 'room-tab'}
                    onClick={() => setThread(tab.thread)}
                  >
                    {tab.label}
                    <Count value={unread.of(tab.thread)} label={t('room.unread', { count: unread.of(tab.thread) })} />
                  </button>
                ))}
              </div>
              {sheet === 'people' && <PeopleSheet onClose={() => setSheet(undefined)} />}
              {sheet === 'menu' && <RoomMenu room={view} onClose={() => setSheet(undefined)} />}
            </>
          }
        />
      </Page>
    </div>
  )
}

/** What came in since each tab was last looked at; the tab one looks at has nothing new. */
function useUnread(view: RoomView, thread: Thread, logs: ReadonlyMap<Thread, { place: { seq: number } | null }>) {
  const marks = useRef({ start: new Map<Thread, number>(), read: new Map<Thread, number>() })
  const { start, read } = marks.current
  const seqOf = (one: Thread) => logs.get(one)?.place?.seq ?? 0
  // Where reading had ended is fixed at the first answer: it must not move while one reads.
  for (const [one, log] of logs) {
    const waiting = one === 'room' ? view.unread.room : view.unread.private
    if (log.place && !start.has(one)) start.set(one, log.place.seq - waiting)
  }
  if (seqOf(thread) > 0) read.set(thread, seqOf(thread))
  return {
    readUpTo: (one: Thread) => start.get(one) ?? null,
    of: (one: Thread) => (one === thread ? 0 : Math.max(0, seqOf(one) - (read.get(one) ?? start.get(one) ?? seqOf(one)))),
  }
}
