import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import { IconButton } from './icon.tsx'

export interface PageProps {
  readonly title: string
  readonly subtitle?: string
  readonly onBack?: () => void
  /** Icon buttons at the right of the bar. */
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Stays above the thumb: the main button of the page. */
  readonly footer?: ReactNode
  /** The page scrolls inside itself (the room); others scroll as a whole. */
  readonly fixed?: boolean
}

/** A page with its bar; keeps clear of notches and of the home bar. */
export function Page({ title, subtitle, onBack, actions, children, footer, fixed = false }: PageProps) {
  const { t } = useWords()
  return (
    <div className={fixed ? 'h5-page h5-page-fixed' : 'h5-page'}>
      <header className="h5-bar">
        <div className="h5-bar-side">{onBack && <IconButton name="back" label={t('h5.back')} onPress={onBack} />}</div>
        <div className="h5-bar-title">
          <h1>{title}</h1>
          {subtitle && <p>{subtitle}</p>}
        </div>
        <div className="h5-bar-side h5-bar-end">{actions}</div>
      </header>
      <main className="h5-main">{children}</main>
      {footer && <footer className="h5-footer">{footer}</footer>}
    </div>
  )
}
