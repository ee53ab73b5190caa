import { Fragment } from 'react'
import { useVariableWords, VARIABLE } from './use-readable.ts'
import './today.css'

/** A message before it is sent: variables show as what they stand for, not as code. */
export function MessageText({ text }: { text: string }) {
  const words = useVariableWords()
  const pieces: { key: number; text: string; variable: boolean }[] = []
  let from = 0
  for (const match of text.matchAll(VARIABLE)) {
    pieces.push({ key: from, text: text.slice(from, match.index), variable: false })
    pieces.push({ key: match.index, text: match[1] ?? '', variable: true })
    from = match.index + match[0].length
  }
  pieces.push({ key: from, text: text.slice(from), variable: false })
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
