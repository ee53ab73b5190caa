import type { ReactNode } from 'react'
import { useWords } from '../language.ts'

export function Spinner({ small = false }: { readonly small?: boolean }) {
  return <span className={small ? 'h5-spinner h5-spinner-small' : 'h5-spinner'} aria-hidden="true" />
}

/** While a page waits for its first rows. */
export function Waiting() {
  const { t } = useWords()
  return (
    <div className="h5-state" role="status">
      <Spinner />
      <span>{t('h5.loading')}</span>
    </div>
  )
}

/** Nothing here yet: say why, and what to do first. */
export function Empty({ title, hint, action }: { readonly title: string; readonly hint?: string; readonly action?: ReactNode }) {
  return (
    <div className="h5-state">
      <svg viewBox="0 0 120 80" className="h5-state-art" aria-hidden="true">
        <path d="M10 70h100" />
        <path d="M60 70V34M60 50 42 36M60 44l16-14" />
        <circle cx="60" cy="24" r="12" />
        <circle cx="38" cy="32" r="9" />
        <circle cx="80" cy="28" r="9" />
      </svg>
      <strong>{title}</strong>
      {hint && <p>{hint}</p>}
      {action}
    </div>
  )
}
