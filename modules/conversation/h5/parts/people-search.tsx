import type { Person } from '@grove/conversation/contract'
import { Button, Empty, Spinner, useWords } from '@grove/ui-h5'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useRoomScene } from './room-context.ts'

const SEARCH_AFTER_MS = 250

/** People of the room by name, a page at a time. */
export function PeopleSearch({ children }: { readonly children: (person: Person) => ReactNode }) {
  const { t } = useWords()
  const { people } = useRoomScene()
  const [text, setText] = useState('')
  const [items, setItems] = useState<readonly Person[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  const turn = useRef(0)
  const load = useCallback(
    async (words: string, cursor: string | null) => {
      const mine = ++turn.current
      setState('loading')
      try {
        const page = await people(words, cursor)
        if (mine !== turn.current) return
        setItems((before) => (cursor ? [...before, ...page.items] : page.items))
        setNext(page.next)
        setState('ready')
      } catch {
        if (mine === turn.current) setState('failed')
      }
    },
    [people],
  )
  useEffect(() => {
    const timer = setTimeout(() => void load(text.trim(), null), text ? SEARCH_AFTER_MS : 0)
    return () => clearTimeout(timer)
  }, [text, load])
  return (
    <div className="room-people">
      <input
        type="search"
        className="room-search"
        value={text}
        maxLength={60}
        placeholder={t('room.people_search')}
        aria-label={t('room.people_search')}
        onChange={(event) => setText(event.target.value)}
      />
      <div>{items.map((person) => children(person))}</div>
      {state === 'loading' && <Spinner small />}
      {state === 'ready' && items.length === 0 && <Empty title={t('room.nobody')} />}
      {state === 'failed' && <Button onPress={() => void load(text.trim(), null)}>{t('h5.retry')}</Button>}
      {state === 'ready' && next && (
        <Button kind="text" onPress={() => void load(text.trim(), next)}>
          {t('room.people_more')}
        </Button>
      )}
    </div>
  )
}
