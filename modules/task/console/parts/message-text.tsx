import { useT } from '@grove/i18n/react'
import { Fragment } from 'react'
import './today.css'

const VARIABLE = /\{([\p{L}_][\p{L}\p{N}_.-]*)(?:\|[^{}]*)?\}/gu

/** A message before it is sent: variables show as what they stand for, not as code. */
export function MessageText({ text }: { text: string }) {
  const t = useT()
  const pieces: { key: number; text: string; variable: boolean }[] = []
  let from = 0
  for (const match of text.matchAll(VARIABLE)) {
    pieces.push({ key: from, text: text.slice(from, match.index), variable: false })
    pieces.push({ key: match.index, text: match[1] ?? '', variable: true })
    from = match.index + match[0].length
  }
  pieces.push({ key: from, text: text.slice(from), variable: false })
  const words = (name: string) => (t.has(`task.variable.${name}`) ? t(`task.variable.${name}`) : name.replace(/^attribute\./, ''))
  return (
    <p className="t-message">
      {pieces.map((piece) =>
        piece.variable ? (
          <span key={`v${piece.key}`} className="t-variable">
            {words(piece.text)}
          </span>
        ) : (
          <Fragment key={piece.key}>{piece.text}</Fragment>
        ),
      )}
    </p>
  )
}
