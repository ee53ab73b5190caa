import { QuestionCircleOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { Go } from '../router/go.tsx'

interface FigureProps {
  readonly label: string
  /** A finished text (“12.3%”) or a number; undefined shows a dash. */
  readonly value: number | string | null | undefined
  /** How it is counted, in one or two sentences. */
  readonly definition: ReactNode
  /** Address of the rows behind the number. */
  readonly rows?: string
  /** A comparison line: “+12 since last week”. */
  readonly note?: ReactNode
  readonly tone?: 'good' | 'warn' | 'bad'
  /** An estimate is marked. */
  readonly exact?: boolean
}

/** A number that can be trusted: its definition on a click, the rows behind it one link away. */
export function Figure({ label, value, definition, rows, note, tone, exact = true }: FigureProps) {
  const { t, f } = useI18n()
  const text = value === null || value === undefined ? '–' : typeof value === 'number' ? f.number(value) : value
  const number = <span className={tone ? `g-figure-value g-${tone}` : 'g-figure-value'}>{exact ? text : `≈${text}`}</span>
  return (
    <div className="g-figure">
      <div className="g-figure-label">
        {label}
        <Popover
          trigger="click"
          title={label}
          content={
            <div className="g-definition">
              <p>{definition}</p>
              {rows ? <Go to={rows}>{t('ui.figure.rows')}</Go> : null}
            </div>
          }
        >
          <button type="button" className="g-plain" aria-label={t('ui.figure.definition', { label })}>
            <QuestionCircleOutlined />
          </button>
        </Popover>
      </div>
      {rows ? (
        <Go to={rows} className="g-figure-link">
          {number}
        </Go>
      ) : (
        number
      )}
      {note ? <div className="g-figure-note">{note}</div> : null}
    </div>
  )
}

/** Figures side by side; two in a row on a phone. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="g-figures">{children}</div>
}
