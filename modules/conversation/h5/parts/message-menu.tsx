import { type Message, REACTIONS } from '@grove/conversation/contract'
import { Row, Sheet, useToast, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { personOf } from './message-item.tsx'
import { ModerateSheet } from './moderate-sheet.tsx'
import { useRoomScene } from './room-context.ts'

const RECALL_MS = 2 * 60_000

/** What one can do with a message; only what this person may do is shown. */
export function MessageMenu({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const { t } = useWords()
  const toast = useToast()
  const { state, thread, reply, attempt } = useRoomScene()
  const [moderating, setModerating] = useState(false)
  const { seat } = state
  const own = personOf(message) === seat?.key
  const { seq } = message
  const text = textOf(message)
  const fresh = Date.now() - new Date(message.at).getTime() < RECALL_MS
  const finish = (act: Parameters<typeof attempt>[0], done?: string) => {
    onClose()
    void attempt(act, done)
  }
  const copy = () => {
    onClose()
    navigator.clipboard?.writeText(text).then(
      () => toast(t('room.copied')),
      () => toast(t('room.copy_failed')),
    )
  }
  if (moderating) {
    const person = { id: message.author.id, name: message.author.name }
    return <ModerateSheet person={person} evidence={text} onClose={onClose} />
  }
  return (
    <Sheet title={message.author.name} onClose={onClose}>
      {seat?.mayPost && (
        <div className="room-emojis">
          {REACTIONS.map((emoji) => {
            const mine = message.reactions.some((one) => one.emoji === emoji && one.by.includes(seat.key))
            return (
              <button key={emoji} type="button" aria-pressed={mine} onClick={() => finish({ t: 'react', thread, seq, emoji, on: !mine })}>
                {emoji}
              </button>
            )
          })}
        </div>
      )}
      {seat?.mayPost && (
        <Row
          title={t('room.reply')}
          onPress={() => {
            onClose()
            reply(message)
          }}
        />
      )}
      {text && <Row title={t('room.copy')} onPress={copy} />}
      {(seat?.mayModerate || (own && fresh)) && <Row title={t('room.recall')} onPress={() => finish({ t: 'recall', thread, seq })} />}
      {seat?.mayModerate && thread === 'room' && <Row title={t('room.pin')} onPress={() => finish({ t: 'pin', seq }, t('room.pinned'))} />}
      {seat?.mayModerate && !own && message.author.kind === 'member' && (
        <Row title={t('room.manage', { name: message.author.name })} onPress={() => setModerating(true)} />
      )}
    </Sheet>
  )
}

function textOf({ content }: Message): string {
  if (content.kind === 'text') return content.text
  if (content.kind === 'link') return `${content.title} ${content.url}`
  return content.kind === 'card' ? [content.title, content.text].filter(Boolean).join('\n') : ''
}
