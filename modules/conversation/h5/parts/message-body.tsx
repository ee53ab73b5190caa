import type { Message, Shown } from '@grove/conversation/contract'
import { Icon, useWords } from '@grove/ui-h5'
import { Fragment, type ReactNode } from 'react'
import { useRoomScene } from './room-context.ts'

/** What a message says, by its kind. */
export function MessageBody({ message }: { readonly message: Message }) {
  const { content } = message
  switch (content.kind) {
    case 'text':
      return <p className="room-text">{withMarks(content.text, message.mentionAll || message.mentions.length > 0)}</p>
    case 'picture':
      return <Picture content={content} />
    case 'link':
      return <LinkCard content={content} />
    case 'card':
      return <OptionCard message={message} content={content} />
    default:
      return null
  }
}

const marked = /(https?:\/\/[^\s<>"'，。！？、）】」]+|@[^\s@]{1,60})/g

/** Addresses become links; names that were called stand out when somebody was really called. */
function withMarks(text: string, called: boolean): ReactNode[] {
  return text.split(marked).map((part, index) => {
    const key = `${index}`
    if (index % 2 === 0) return <Fragment key={key}>{part}</Fragment>
    if (part.startsWith('@')) {
      return (
        <span key={key} className={called ? 'room-called' : undefined}>
          {part}
        </span>
      )
    }
    return (
      <a key={key} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    )
  })
}

function Picture({ content }: { readonly content: Extract<Shown, { kind: 'picture' }> }) {
  const { t } = useWords()
  const { openPicture } = useRoomScene()
  const { url, thumb, width, height } = content.picture
  const alt = content.alt || t('room.picture')
  if (!url) return <p className="room-text room-faint">{t('room.picture_gone')}</p>
  return (
    <button type="button" className="room-picture" aria-label={t('room.picture_open', { alt })} onClick={() => openPicture(url)}>
      <img src={thumb} alt={alt} loading="lazy" {...(width && height ? fitted(width, height) : {})} />
    </button>
  )
}

/** Kept free before the picture arrives, so that the list does not jump. */
function fitted(width: number, height: number) {
  const scale = Math.min(1, 220 / Math.max(width, height))
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) }
}

function LinkCard({ content }: { readonly content: Extract<Shown, { kind: 'link' }> }) {
  return (
    <a className="room-link" href={content.url} target="_blank" rel="noopener noreferrer nofollow">
      <span className="room-link-text">
        <strong>{content.title}</strong>
        {content.description && <span>{content.description}</span>}
        <span className="room-link-host">
          <Icon name="link" size={13} />
          {hostOf(content.url)}
        </span>
      </span>
      {content.picture?.thumb && <img src={content.picture.thumb} alt="" loading="lazy" />}
    </a>
  )
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

/** Member pages lead back to the room; what lies elsewhere gets a window of its own. */
const isOurs = (url: string): boolean => url.startsWith(`${location.origin}/m/`)
const elsewhere = { target: '_blank', rel: 'noopener noreferrer' } as const

/** A question with options: a tap answers with the letter, quoting the card. */
function OptionCard({ message, content }: { readonly message: Message; readonly content: Extract<Shown, { kind: 'card' }> }) {
  const { store, state, thread } = useRoomScene()
  const answer = (key: string) =>
    store.say(thread, { content: { kind: 'text', text: key }, replyTo: message.seq, mentions: [], mentionAll: false })
  return (
    <div className="room-card">
      <strong>{content.title}</strong>
      {content.text && <p>{content.text}</p>}
      {content.options?.map((option) =>
        option.url ? (
          <a key={option.key} className="room-option" href={option.url} {...(isOurs(option.url) ? {} : elsewhere)}>
            {option.label}
          </a>
        ) : (
          <button key={option.key} type="button" className="room-option" disabled={!state.seat?.mayPost} onClick={() => answer(option.key)}>
            <b>{option.key}</b>
            {option.label}
          </button>
        ),
      )}
    </div>
  )
}
