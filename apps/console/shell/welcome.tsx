import { useT } from '@grove/i18n/react'
import { EmptyState, Go, PageHeader } from '@grove/ui'
import { useMenuGroups } from './menu-entries.ts'

/** Stands at `/` until a module brings Today. */
export function Welcome() {
  const t = useT()
  const entries = useMenuGroups().flatMap((one) => one.entries)
  return (
    <>
      <PageHeader title={t('shell.welcome')} />
      <EmptyState
        title={t('shell.welcome.hint')}
        action={entries.map((entry) => (
          <Go key={entry.key} to={entry.path} className="c-welcome-link">
            {t(entry.title)}
          </Go>
        ))}
      />
    </>
  )
}
