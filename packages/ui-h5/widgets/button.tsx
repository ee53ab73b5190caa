import type { ReactNode } from 'react'
import { Spinner } from './state.tsx'

export interface ButtonProps {
  readonly children: ReactNode
  readonly kind?: 'primary' | 'plain' | 'danger' | 'text'
  readonly busy?: boolean
  readonly disabled?: boolean
  /** Full width, for the one main thing to do on a page. */
  readonly wide?: boolean
  readonly submit?: boolean
  readonly onPress?: () => void
}

/** At least 44 px tall: a thumb hits it. */
export function Button({ children, kind = 'plain', busy = false, disabled = false, wide = false, submit = false, onPress }: ButtonProps) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`h5-button h5-button-${kind}${wide ? ' h5-wide' : ''}`}
      disabled={disabled || busy}
      aria-busy={busy}
      onClick={onPress}
    >
      {busy && <Spinner small />}
      {children}
    </button>
  )
}
