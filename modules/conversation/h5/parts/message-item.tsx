import type { Message } from '@grove/conversation/contract'
import { Avatar, IconButton, useWords } from '@grove/ui-h5'
import { memo } from 'react'
import { AuthorBadge } from './author-badge.tsx'
import { MessageBody } from './message-body.tsx'
import { useRoomScene } from './room-context.ts'
import { useLongPress } from './use-long-press.ts'

/** One message with its speaker, quote and reactions. */
export const MessageItem = memo(function MessageItem(props: { readonly message: Message; readonly lead: boolean; readonly own: string }) {
  const { message } = props
  if (message.content.kind === 'system') return <Notice name={message.content.name} params={message.content.params} />
  if (message.content.kind === 'recalled') return <Recalled message={message} own={props.own} />
  return <Bubble {...props} />
})

function Notice({ name, params }: { readonly name: string; readonly params: Record<string, string | number> }) {
  const { t } = useWords()
  return <p className="room-notice">{t(`room.notice.${name}`, params)}</p>
}

function Recalled({ message, own }: { readonly message: Message; readonly own: string }) {
  const { t } = useWords()
  const byOther = message.content.kind === 'recalled' && message.content.byOther
  if (byOther) return <p className="room-notice">{t('room.recalled_by_moderator', { name: message.author.name })}</p>
  const mine = personOf(message) === own
  return <p className="room-notice">{mine ? t('room.recalled_own') : t('room.recalled', { name: message.author.name })}</p>
}

export const personOf = ({ author }: Message) => `${author.kind[0]}${author.id}`

function Bubble({ message, lead, own }: { readonly message: Message; readonly lead: boolean; readonly own: string }) {
  const { t } = useWords()
  const { openMenu } = useRoomScene()
  const press = useLongPress(() => openMenu(message))
  const mine = personOf(message) === own
  const meant = message.mentionAll || message.mentions.some((id) => `m${id}` === own)
  const { kind } = message.content
  const bare = kind === 'picture'
  return (
    <article className={`room-item${mine ? ' room-own' : ''}${lead ? ' room-lead' : ''}`} aria-label={message.author.name}>
      {!mine && (
        <div className="room-face">
          {lead && (
            <Avatar
              name={message.author.name}
              seed={personOf(message)}
              url={message.author.avatarUrl}
              size={38}
              group={message.author.kind === 'community'}
            />
          )}
        </div>
      )}
      <div className="room-said">
        {lead && !mine && (
          <header className="room-name">
            <span>{message.author.name}</span>
            <AuthorBadge badge={message.author.badge} />
          </header>
        )}
        <div className={`room-bubble room-bubble-${kind}${bare ? ' room-bare' : ''}${meant ? ' room-meant' : ''}`} {...press}>
          {message.replyTo && (
            <blockquote className="room-quote">
              {message.replyTo.name}：{message.replyTo.excerpt || t('room.quote_gone')}
            </blockquote>
          )}
          <MessageBody message={message} />
        </div>
        <Reactions message={message} own={own} />
      </div>
      <div className="room-more">
        <IconButton name="more" label={t('room.menu')} onPress={() => openMenu(message)} />
      </div>
    </article>
  )
}

function Reactions({ message, own }: { readonly message: Message; readonly own: string }) {
  const { attempt, thread } = useRoomScene()
  if (!message.reactions.length) return null
  return (
    <div className="room-reactions">
      {message.reactions.map(({ emoji, count, by }) => {
        const mine = by.includes(own)
        const toggle = () => void attempt({ t: 'react', thread, seq: message.seq, emoji: emoji as '👍', on: !mine })
        return (
          <button
            key={emoji}
            type="button"
            className={mine ? 'room-reaction room-reaction-on' : 'room-reaction'}
            aria-pressed={mine}
            onClick={toggle}
          >
            {emoji} {count}
          </button>
        )
      })}
    </div>
  )
}
