import { CallError, type Client, createClient } from '@grove/client'
import { ClientProvider, createQueryClient } from '@grove/client/react'
import { type LocaleSource, loadMessages } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { I18nProvider } from '@grove/i18n/react'
import type { Locale, Role } from '@grove/kernel/contract'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { configure, type RenderResult, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { ConfirmProvider } from '../feedback/confirm.tsx'
import { uiLocales } from '../locales/index.ts'
import { ConsoleProvider } from '../registry/console-context.tsx'
import type { ConsoleSpec } from '../registry/define-console.ts'
import { parseSearch, writeSearch } from '../router/search-string.ts'
import { UiProvider } from '../theme/ui-provider.tsx'
import { type Viewer, ViewerProvider } from '../viewer/viewer.tsx'

/** What the server would answer: a value, or a function of the input; `refuse(code, status, data)` inside it makes an error. */
export type Answers = Readonly<Record<string, unknown>>

export function refuse(code: string, status: number, data: Record<string, unknown> = {}): never {
  throw new CallError(code, status, data)
}

export interface PageTest {
  readonly answers?: Answers
  readonly locale?: Locale
  readonly locales?: readonly LocaleSource[]
  readonly rights?: readonly string[] | 'all'
  readonly role?: Role
  /** Address, with query. */
  readonly at?: string
  /** Route pattern of the page when it reads path parameters: `/tags/$id`. */
  readonly path?: string
  readonly consoles?: readonly ConsoleSpec[]
}

export interface RenderedPage extends RenderResult {
  /** Address now, with query. */
  readonly address: () => string
  /** Calls made, in order. */
  readonly calls: readonly { readonly route: string; readonly input: Record<string, unknown> }[]
}

// Looking for hidden parents of every element takes seconds on a page of tables.
configure({ defaultHidden: true })

/** Renders one page of a module as the shell would, over invented answers keyed `GET /api/tags`. */
export async function renderPage(page: ReactNode, test: PageTest = {}): Promise<RenderedPage> {
  const locale = test.locale ?? 'zh'
  const messages = await loadMessages(locale, [
    baseLocales,
    uiLocales,
    ...(test.locales ?? []),
    ...(test.consoles ?? []).map((one) => one.locales),
  ])
  const calls: { route: string; input: Record<string, unknown> }[] = []
  const client = stubClient(test.answers ?? {}, calls)
  const root = createRootRoute({ component: Outlet })
  const route = createRoute({ getParentRoute: () => root, path: test.path ?? '$', component: () => page })
  const history = createMemoryHistory({ initialEntries: [test.at ?? '/'] })
  const index = test.path ? [] : [createRoute({ getParentRoute: () => root, path: '/', component: () => page })]
  const router = createRouter({ routeTree: root.addChildren([route, ...index]), history, parseSearch, stringifySearch: writeSearch })
  const rights = test.rights ?? 'all'
  const queries = createQueryClient()
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } })
  const viewer: Viewer = {
    accountId: 1,
    staffId: 1,
    name: 'Lin',
    role: test.role ?? 'head',
    locale,
    workspace: { id: 1, name: 'Grove', zone: 'Asia/Shanghai', publicKey: 'w1', demo: false },
    can: (right) => rights === 'all' || rights.includes(right),
  }
  await router.load()
  const rendered = render(
    <I18nProvider locale={locale} zone="Asia/Shanghai" messages={messages}>
      <UiProvider>
        <ConfirmProvider>
          <ClientProvider client={client}>
            <QueryClientProvider client={queries}>
              <ConsoleProvider specs={test.consoles ?? []}>
                <ViewerProvider viewer={viewer}>
                  <RouterProvider router={router} />
                </ViewerProvider>
              </ConsoleProvider>
            </QueryClientProvider>
          </ClientProvider>
        </ConfirmProvider>
      </UiProvider>
    </I18nProvider>,
  )
  return Object.assign(rendered, { address: () => history.location.href, calls })
}

/** A client whose answers go through the route's output schema, as the real one's do. */
export function stubClient(answers: Answers, calls: { route: string; input: Record<string, unknown> }[] = []): Client {
  const real = createClient()
  return {
    ...real,
    call: async (route, input) => {
      const key = `${route.method} ${route.path}`
      calls.push({ route: key, input: input as Record<string, unknown> })
      const answer = answers[key]
      if (answer === undefined) throw new Error(`no answer was given for ${key}`)
      const value: unknown = typeof answer === 'function' ? await (answer as (input: unknown) => unknown)(input) : answer
      return route.output.parse(value) as never
    },
  }
}
