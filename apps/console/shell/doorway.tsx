import { useT } from '@grove/i18n/react'
import { GroveMark } from '@grove/ui'
import type { ReactNode } from 'react'
import { LanguageSwitch } from './language-switch.tsx'
import { TreeLine } from './tree-line.tsx'

/** The frame of the pages before signing in. */
export function Doorway({ title, hint, children, wide = false }: { title: string; hint?: ReactNode; children: ReactNode; wide?: boolean }) {
  const t = useT()
  return (
    <div className="c-door">
      <header className="c-door-top">
        <span className="c-brand">
          <GroveMark />
          <span>{t('ui.product')}</span>
        </span>
        <LanguageSwitch />
      </header>
      <main className={wide ? 'c-door-card c-door-wide' : 'c-door-card'}>
        <h1>{title}</h1>
        {hint ? <p className="g-soft">{hint}</p> : null}
        {children}
      </main>
      <TreeLine />
    </div>
  )
}
