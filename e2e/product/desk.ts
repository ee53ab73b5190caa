import { type Client, createClient } from '@grove/client'
import { postSetup, signIn } from '@grove/identity/contract'

export const head = {
  login: 'lin@example.com',
  password: 'correct horse battery',
  name: '林晓',
  workspaceName: '山茶花护肤',
  zone: 'Asia/Shanghai',
} as const

/** The head at work without a browser: sets the stage, and looks at what a screen does not show. */
export async function openDesk(url: string, options: { setUp?: boolean; locale?: 'zh' | 'en' } = {}): Promise<Client> {
  const cookies = new Map<string, string>()
  const client = createClient({
    baseUrl: url,
    locale: () => options.locale ?? 'zh',
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
  if (options.setUp) await client.call(postSetup, { ...head, locale: options.locale ?? 'zh' })
  else await client.call(signIn, { login: head.login, password: head.password })
  return client
}
