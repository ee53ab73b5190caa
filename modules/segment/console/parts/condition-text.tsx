import { useI18n } from '@grove/i18n/react'
import type { ConditionLines, SegmentSummary } from '../../contract/index.ts'
import './segment.css'

interface ConditionTextProps {
  readonly words: NonNullable<SegmentSummary['words']>
  readonly lines: ConditionLines
}

/** A condition in words: one sentence, or line by line where conditions stand within conditions. */
export function ConditionText({ words, lines }: ConditionTextProps) {
  const { locale } = useI18n()
  const own = lines[locale]
  if (own.every(({ depth }) => depth < 2)) return <p className="segment-sentence">{words[locale]}</p>
  return (
    <ul className="segment-outline">
      {own.map(({ depth, words: line }, at) => (
        <li key={at} style={{ paddingInlineStart: `${depth * 1.25}em` }}>
          {line}
        </li>
      ))}
    </ul>
  )
}
