import { type Client, createClient, readCookie } from '@grove/client'
import { ClientProvider, createQueryClient } from '@grove/client/react'
import type { LocaleSource } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { ConfirmProvider, ConsoleProvider, type ConsoleSpec, UiProvider, uiLocales } from '@grove/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { type RouterHistory, RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { SessionProvider } from '../session/session.tsx'
import { firstLocale, LanguageProvider } from './language.tsx'
import { LiveLine } from './live-line.tsx'
import { makeRouter } from './make-router.tsx'
import { createOffline } from './offline.ts'
import { OfflineProvider } from './offline-bar.tsx'
import './shell.css'

const shellLocales: LocaleSource = { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') }

interface AppProps {
  readonly consoles: readonly ConsoleSpec[]
  readonly history?: RouterHistory
  /** Stands in for the network in tests. */
  readonly fetch?: typeof fetch
}

/** The whole console, made from what the modules registered. */
export function App({ consoles, history, fetch: given }: AppProps) {
  const [parts] = useState(() => makeParts(consoles, history, given))
  return (
    <LanguageProvider sources={parts.sources}>
      <UiProvider>
        <ConfirmProvider>
          <ClientProvider client={parts.client}>
            <QueryClientProvider client={parts.queries}>
              <OfflineProvider value={parts.offline}>
                <SessionProvider expiry={parts.expiry} onPlace={parts.setPlace}>
                  {given ? null : <LiveLine />}
                  <ConsoleProvider specs={consoles}>
                    <RouterProvider router={parts.router} />
                  </ConsoleProvider>
                </SessionProvider>
              </OfflineProvider>
            </QueryClientProvider>
          </ClientProvider>
        </ConfirmProvider>
      </UiProvider>
    </LanguageProvider>
  )
}

function makeParts(consoles: readonly ConsoleSpec[], history: RouterHistory | undefined, given: typeof fetch | undefined) {
  const expired = new Set<() => void>()
  const offline = createOffline()
  const place: { workspaceId: number | undefined } = { workspaceId: undefined }
  const client: Client = createClient({
    csrf: () => readCookie('grove_csrf', document.cookie),
    locale: firstLocale,
    workspace: () => place.workspaceId,
    strict: import.meta.env.DEV,
    ...(given ? { fetch: given } : {}),
    onError: (error) => {
      if (error.code === 'kernel.not_signed_in') for (const listener of expired) listener()
      if (error.code === 'client.offline') offline.set(true)
    },
    onAnswer: () => offline.set(false),
  })
  return {
    client,
    offline,
    setPlace: (workspaceId: number | undefined) => {
      place.workspaceId = workspaceId
    },
    queries: createQueryClient(),
    router: makeRouter(consoles, history),
    sources: [baseLocales, uiLocales, shellLocales, ...consoles.map((one) => one.locales)],
    expiry: (listener: () => void) => {
      expired.add(listener)
      return () => void expired.delete(listener)
    },
  }
}
