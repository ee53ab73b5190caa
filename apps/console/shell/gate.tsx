import { useT } from '@grove/i18n/react'
import type { Me } from '@grove/identity/contract'
import { EmptyState, ErrorBoundary, ErrorText, useConsole, type Viewer, ViewerProvider } from '@grove/ui'
import { useLocation, useMatches } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { FirstRunPage } from '../first-run/first-run-page.tsx'
import { clearFresh, isFresh } from '../first-run/fresh.ts'
import { OfferPage } from '../first-run/offer-page.tsx'
import { useSession } from '../session/session.tsx'
import { SessionEnded } from '../session/session-ended.tsx'
import { SignInPage } from '../session/sign-in-page.tsx'
import { useSignOut } from '../session/use-sign-in.ts'
import { Doorway } from './doorway.tsx'
import { Frame } from './frame.tsx'
import { chosenLocale, useLanguage } from './language.tsx'
import { useChooseLanguage } from './language-switch.tsx'

/** What stands between an address and its page: set-up, sign-in, a workspace. The address never changes, so one comes out where one wanted to go. */
export function Gate({ children }: { children: ReactNode }) {
  const t = useT()
  const { state, reload } = useSession()
  const open = useMatches({ select: (matches) => matches.some((match) => (match.staticData as { open?: boolean }).open === true) })
  if (open) return <Page>{children}</Page>
  if (state.kind === 'loading') return <Skeleton active className="c-boot" />
  if (state.kind === 'failed') {
    return (
      <Doorway title={t('shell.unreachable')}>
        <ErrorText error={state.error} onRetry={reload} />
      </Doorway>
    )
  }
  if (state.kind === 'setup') return <FirstRunPage />
  if (state.kind === 'out') return <SignInPage />
  return (
    <Inside me={state.me}>
      {children}
      {state.expired ? <SessionEnded login={state.me.account.login} /> : null}
    </Inside>
  )
}

function Inside({ me, children }: { me: Me; children: ReactNode }) {
  const t = useT()
  const signOut = useSignOut()
  const { slots } = useConsole()
  const { reload } = useSession()
  const chooseLocale = useChooseLanguage()
  const { choose, setZone } = useLanguage()
  const [fresh, setFresh] = useState(isFresh)
  const viewer = useMemo(() => viewerOf(me), [me])
  useEffect(() => {
    if (!chosenLocale()) choose(me.account.locale, false)
    if (me.workspace) setZone(me.workspace.zone)
  }, [me, choose, setZone])
  if (!viewer) {
    return (
      <Doorway title={t('shell.no-workspace')}>
        <EmptyState compact title={t('shell.no-workspace.hint')} action={<Button onClick={signOut}>{t('shell.sign-out')}</Button>} />
      </Doorway>
    )
  }
  const offered = fresh && slots.some((entry) => entry.slot === 'first-run.offer')
  return (
    <ViewerProvider viewer={{ ...viewer, refresh: reload, chooseLocale }}>
      {offered ? (
        <OfferPage
          onDone={() => {
            clearFresh()
            setFresh(false)
          }}
        />
      ) : (
        <Frame key={viewer.workspace.id}>
          <Page>{children}</Page>
        </Frame>
      )}
    </ViewerProvider>
  )
}

function Page({ children }: { children: ReactNode }) {
  const path = useLocation({ select: (location) => location.pathname })
  return (
    <ErrorBoundary resetKey={path}>
      <Suspense fallback={<Skeleton active className="g-skeleton" />}>{children}</Suspense>
    </ErrorBoundary>
  )
}

function viewerOf(me: Me): Viewer | undefined {
  const { workspace, staff, account } = me
  if (!workspace || !staff) return undefined
  const rights = new Set(me.rights)
  return {
    accountId: account.id,
    staffId: staff.id,
    name: staff.displayName,
    role: staff.role,
    locale: account.locale,
    workspace,
    can: (right) => rights.has(right),
  }
}
