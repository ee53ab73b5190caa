import type { Client } from '@grove/client'
import { postSetup, signIn } from '@grove/identity/contract'
import type { Locale } from '@grove/kernel/contract'
import type { BrowserContext } from '@playwright/test'
import { ownClient } from './own-client.ts'

export const head = {
  login: 'lin@example.com',
  password: 'correct horse battery',
  name: '林晓',
  workspaceName: '山茶花护肤',
  zone: 'Asia/Shanghai',
} as const

/** The head at work without a browser: sets the stage, and looks at what a screen does not show. */
export async function openDesk(url: string, locale: Locale = 'zh'): Promise<Client> {
  const client = ownClient(url, locale)
  await client.call(signIn, { login: head.login, password: head.password })
  return client
}

/** The first account and workspace without the first-run page. */
export async function setUp(url: string, locale: Locale = 'zh'): Promise<Client> {
  const client = ownClient(url, locale)
  const names = locale === 'zh' ? head : { ...head, name: 'Lin', workspaceName: 'Camellia Care' }
  await client.call(postSetup, { ...names, locale })
  return client
}

/** A browser that is signed in, reading the given language. */
export async function signInBrowser(context: BrowserContext, url: string, locale: Locale = 'zh'): Promise<void> {
  await context.request.post(`${url}/api/session`, { data: { login: head.login, password: head.password } })
  await context.addInitScript((chosen) => localStorage.setItem('grove.locale', chosen), locale)
}
