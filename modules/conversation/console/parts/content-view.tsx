import { LinkOutlined, PictureOutlined } from '@ant-design/icons'
import type { ContentPart } from '@grove/channel-kit/contract'
import { useT } from '@grove/i18n/react'
import { useReadable } from '@grove/task/console'
import type { SendContent } from '../../contract/index.ts'

type Known = Readonly<Record<string, string>>

/** A message part by part, about as its reader sees it; variables stay visible. */
export function ContentView({ content, known }: { content: SendContent; known: Known }) {
  const t = useT()
  return (
    <div className="s-parts">
      {content.parts.map((part, index) => (
        <Part key={`${index} ${part.kind}`} part={part} known={known} />
      ))}
      {content.pin || content.mentionAll ? (
        <p className="g-soft">
          {[content.mentionAll ? t('send.mention_all') : '', content.pin ? t('send.pinned') : ''].filter(Boolean).join(' · ')}
        </p>
      ) : null}
    </div>
  )
}

function Part({ part, known }: { part: ContentPart; known: Known }) {
  const t = useT()
  const readable = useReadable()
  switch (part.kind) {
    case 'text':
      return <p className="s-bubble">{readable(part.text, known)}</p>
    case 'picture':
      return (
        <p className="s-bubble">
          <PictureOutlined /> {part.alt ?? t('send.picture')}
        </p>
      )
    case 'link':
      return (
        <div className="s-bubble">
          <strong>
            <LinkOutlined /> {readable(part.title, known)}
          </strong>
          {part.description ? <p>{part.description}</p> : null}
          <code>{part.url}</code>
        </div>
      )
    case 'card':
      return (
        <div className="s-bubble">
          <strong>{readable(part.title, known)}</strong>
          {part.text ? <p>{readable(part.text, known)}</p> : null}
          {part.options ? (
            <ul>
              {part.options.map((option) => (
                <li key={option.key}>
                  {option.key}. {readable(option.label, known)}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      )
  }
}
