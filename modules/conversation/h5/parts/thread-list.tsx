import { listThreads } from '@grove/conversation/contract'
import type { Client } from '@grove/client'
import type { OutputOf } from '@grove/kernel/contract'
import { Avatar, Badge, Button, ChoiceField, Empty, ProblemLine, Row, useWords, Waiting, asCallError } from '@grove/ui-h5'
import { useCallback, useEffect, useState } from 'react'

type ThreadRow = OutputOf<typeof listThreads>['items'][number]

/** Private threads of all members: who waits for an answer, and since when. */
export function ThreadList(props: {
  readonly communityId: number
  readonly client: Client
  readonly onOpen: (memberId: number, name: string) => void
}) {
  const { t, f } = useWords()
  const { communityId, client } = props
  const [show, setShow] = useState('waiting')
  const [items, setItems] = useState<readonly ThreadRow[]>()
  const [next, setNext] = useState<string | null>(null)
  const [problem, setProblem] = useState<ReturnType<typeof asCallError>>()
  const load = useCallback(
    async (cursor: string | null) => {
      try {
        const page = await client.call(listThreads, {
          communityId,
          waiting: show === 'waiting' ? 'true' : 'false',
          ...(cursor ? { cursor } : {}),
        })
        setItems((before) => (cursor ? [...(before ?? []), ...page.items] : page.items))
        setNext(page.next)
        setProblem(undefined)
      } catch (cause) {
        setProblem(asCallError(cause))
      }
    },
    [client, communityId, show],
  )
  useEffect(() => {
    setItems(undefined)
    void load(null)
  }, [load])
  return (
    <div className="room-threads">
      <ChoiceField
        label={t('room.threads')}
        value={show}
        onChange={setShow}
        options={[
          { value: 'waiting', label: t('room.threads_waiting') },
          { value: 'all', label: t('room.threads_all') },
        ]}
      />
      <ProblemLine problem={problem} />
      {!items && !problem && <Waiting />}
      {items?.length === 0 && <Empty title={t(show === 'waiting' ? 'room.threads_none_waiting' : 'room.threads_none')} />}
      {items?.map((one) => (
        <Row
          key={one.memberId}
          lead={<Avatar name={one.name} seed={`m${one.memberId}`} url={one.avatarUrl} />}
          title={one.name}
          note={one.excerpt || t('room.picture')}
          end={
            one.waitingSince ? (
              <Badge tone="ambience">{t('room.waiting_since', { time: f.relative(one.waitingSince, new Date()) })}</Badge>
            ) : (
              <span className="h5-hint">{f.dateTime(one.lastAt, new Date())}</span>
            )
          }
          onPress={() => props.onOpen(one.memberId, one.name)}
        />
      ))}
      {next && (
        <Button kind="text" onPress={() => void load(next)}>
          {t('room.people_more')}
        </Button>
      )}
    </div>
  )
}
