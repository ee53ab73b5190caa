import { CallError, type Client, createClient } from '@grove/client'
import { loadMessages } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { I18nProvider } from '@grove/i18n/react'
import { render } from '@testing-library/react'
import type { ComponentType } from 'react'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { h5Locales } from '../locales/index.ts'
import { WorkspaceContext } from '../workspace.ts'

interface Shown {
  /** The calls so far, each as `METHOD path` of its route. */
  readonly calls: readonly { readonly route: string; readonly input: Record<string, unknown> }[]
  /** Where the reader is now. */
  readonly at: () => string | undefined
}

/**
 * Phone pages of workspace `w1` in Chinese at a path such as `/f/CARD2345`, over a server that answers by `METHOD path` of a route; a `CallError` is thrown,
 * a function is given the input.
 */
export async function showPage(options: {
  readonly words: Parameters<typeof loadMessages>[1]
  readonly path: string
  readonly pages: Readonly<Record<string, ComponentType>>
  readonly answers: Readonly<Record<string, unknown>>
}): Promise<Shown> {
  const messages = await loadMessages('zh', [baseLocales, h5Locales, ...options.words])
  const { hook, history } = memoryLocation({ path: `/m/w1${options.path}`, record: true })
  const calls: { route: string; input: Record<string, unknown> }[] = []
  const client: Client = {
    ...createClient(),
    call: async (route, input) => {
      const key = `${route.method} ${route.path}`
      calls.push({ route: key, input: input as Record<string, unknown> })
      const answer = options.answers[key]
      if (answer instanceof CallError) throw answer
      return (typeof answer === 'function' ? answer(input) : answer) as never
    },
  }
  render(
    <I18nProvider locale="zh" zone="Asia/Shanghai" messages={messages}>
      <WorkspaceContext value={{ ws: 'w1', client }}>
        <Router base="/m" hook={hook}>
          {Object.entries(options.pages).map(([path, Page]) => (
            <Route key={path} path={`/:ws${path}`}>
              <Page />
            </Route>
          ))}
        </Router>
      </WorkspaceContext>
    </I18nProvider>,
  )
  return { calls, at: () => history.at(-1) }
}
