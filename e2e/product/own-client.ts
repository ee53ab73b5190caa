import { type Client, createClient } from '@grove/client'
import type { Locale } from '@grove/kernel/contract'

/** A caller with its own cookies: one person without a browser, unless the jar is carried into one. */
export function ownClient(url: string, locale: Locale = 'zh', cookies = new Map<string, string>()): Client {
  return createClient({
    baseUrl: url,
    locale: () => locale,
    csrf: () => cookies.get('grove_csrf'),
    fetch: async (address, init) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(address, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } })
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (name) cookies.set(name, decodeURIComponent(value ?? ''))
      }
      return answer
    },
  })
}
