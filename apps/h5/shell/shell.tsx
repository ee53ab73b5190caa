import { baseLocales } from '@grove/i18n/locales'
import type { Locale } from '@grove/kernel/contract'
import { chooseLocale, keepLocale, ToastHost } from '@grove/ui-h5'
import { h5Locales } from '@grove/ui-h5/locales'
import { lazy, Suspense, useState } from 'react'
import { Route, Router, Switch } from 'wouter'
import { modules } from '../modules.ts'
import { Crash } from './crash.tsx'
import { InWorkspace } from './in-workspace.tsx'
import { NotFound } from './not-found.tsx'
import { WithWords } from './with-words.tsx'

const base = [baseLocales, h5Locales]

const pages = modules.flatMap((module) =>
  module.pages.map((page) => ({ path: page.path, Component: lazy(page.load), words: [...base, ...module.words] })),
)

/** Every member page lives below /m/:ws. */
export function Shell() {
  const [locale, setLocale] = useState<Locale>(chooseLocale)
  const change = (next: Locale) => {
    keepLocale(next)
    setLocale(next)
  }
  return (
    <ToastHost>
      <Router base="/m">
        <Switch>
          {pages.map(({ path, Component, words }) => (
            <Route key={path} path={`/:ws${path}`}>
              {(params) => (
                <WithWords locale={locale} sources={words} onChange={change}>
                  <Crash>
                    <InWorkspace ws={params.ws ?? ''} locale={locale}>
                      <Suspense fallback={null}>
                        <Component />
                      </Suspense>
                    </InWorkspace>
                  </Crash>
                </WithWords>
              )}
            </Route>
          ))}
          <Route>
            <WithWords locale={locale} sources={base} onChange={change}>
              <NotFound ws={location.pathname.split('/')[2]} />
            </WithWords>
          </Route>
        </Switch>
      </Router>
    </ToastHost>
  )
}
