import { Tag, Tooltip } from 'antd'
import type { ReactNode } from 'react'

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'info' | 'idle'

/** A state in one word; the dot and the word carry it together, so colour alone never does. */
export function StateTag({ tone, children, why }: { tone: Tone; children: ReactNode; why?: ReactNode }) {
  const tag = (
    <Tag className={`g-state g-state-${tone}`} variant="filled">
      <span className="g-state-dot" aria-hidden="true" />
      {children}
    </Tag>
  )
  return why ? <Tooltip title={why}>{tag}</Tooltip> : tag
}
