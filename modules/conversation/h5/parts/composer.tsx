import type { Message, Person, Saying } from '@grove/conversation/contract'
import { Icon, IconButton, useWords } from '@grove/ui-h5'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { MentionSheet } from './mention-sheet.tsx'
import { useRoomScene } from './room-context.ts'

const MAX_LETTERS = 2000
const ACCEPT = 'image/jpeg,image/png,image/gif,image/webp,image/avif'

export interface ComposerProps {
  readonly replyTo: Message | null
  readonly onReplyDone: () => void
}

/** Where one writes: grows with the text, keeps the focus (and so the keyboard) when something was sent. */
export function Composer({ replyTo, onReplyDone }: ComposerProps) {
  const { t } = useWords()
  const { store, state, thread } = useRoomScene()
  const [text, setText] = useState('')
  const [mentioned, setMentioned] = useState<readonly Person[]>([])
  const [picking, setPicking] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const file = useRef<HTMLInputElement>(null)

  useLayoutEffect(() => {
    const field = area.current
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`
  }, [text])
  useEffect(() => {
    if (replyTo) area.current?.focus()
  }, [replyTo])

  const words = text.trim()
  const send = () => {
    if (!words) return
    store.say(thread, whatToSay(words, mentioned, replyTo, t('room.everyone')))
    setText('')
    setMentioned([])
    onReplyDone()
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends the choice of a Chinese word is not the Enter that sends.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const onChange = (value: string) => {
    const typedAt = value.length === text.length + 1 && value[(area.current?.selectionStart ?? value.length) - 1] === '@'
    setText(value)
    if (typedAt && thread === 'room') setPicking(true)
  }
  const pick = (person: Person | 'everyone') => {
    setPicking(false)
    const name = person === 'everyone' ? t('room.everyone') : person.name
    if (person !== 'everyone') setMentioned((before) => [...before, person])
    setText((before) => `${before.replace(/@$/, '')}@${name} `)
    requestAnimationFrame(() => area.current?.focus())
  }
  const addPicture = (list: FileList | null) => {
    for (const picture of [...(list ?? [])].slice(0, 9)) store.sayPicture(thread, picture, URL.createObjectURL(picture))
    if (file.current) file.current.value = ''
  }

  return (
    <div className="room-composer">
      {replyTo && (
        <div className="room-replying">
          <p>{t('room.replying', { name: replyTo.author.name })}</p>
          <IconButton name="close" label={t('room.reply_cancel')} onPress={onReplyDone} />
        </div>
      )}
      <div className="room-writing">
        <IconButton name="picture" label={t('room.send_picture')} onPress={() => file.current?.click()} />
        <input ref={file} type="file" accept={ACCEPT} multiple hidden onChange={(event) => addPicture(event.target.files)} />
        <textarea
          ref={area}
          rows={1}
          value={text}
          maxLength={MAX_LETTERS}
          enterKeyHint="send"
          placeholder={t(thread === 'room' ? 'room.write' : 'room.write_private')}
          aria-label={t(thread === 'room' ? 'room.write' : 'room.write_private')}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="room-send"
          aria-label={t('room.send')}
          disabled={!words}
          // Pressing must not take the focus from the text: the keyboard would close and open again.
          onPointerDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      {picking && <MentionSheet everyone={state.seat?.mayModerate ?? false} onPick={pick} onClose={() => setPicking(false)} />}
    </div>
  )
}

function whatToSay(words: string, mentioned: readonly Person[], replyTo: Message | null, everyone: string): Omit<Saying, 'key'> {
  const mentions = [...new Set(mentioned.filter((one) => one.kind === 'member' && words.includes(`@${one.name}`)).map((one) => one.id))]
  const mentionAll = words.includes(`@${everyone}`)
  const shared = { mentions, mentionAll, ...(replyTo ? { replyTo: replyTo.seq } : {}) }
  const link = /^https?:\/\/\S+$/.test(words) && URL.canParse?.(words) ? new URL(words) : null
  return link
    ? { content: { kind: 'link', url: link.href, title: titleOf(link) }, ...shared }
    : { content: { kind: 'text', text: words }, ...shared }
}

/** The page itself is not fetched: its address says where it leads. */
function titleOf({ host, pathname }: URL): string {
  return `${host}${pathname === '/' ? '' : pathname}`.slice(0, 120)
}
