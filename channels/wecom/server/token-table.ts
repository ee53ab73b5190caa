import type { Querier } from '@grove/kernel/server'
import type { SharedToken, TokenStore } from '@grove/wecom-api'
import sql from 'sql-template-tag'

const LEASE_MS = 15_000
const LOOK_AGAIN_MS = 100
/** So long a token read once is taken as read: a call of the platform should not cost a statement as well. */
const TRUSTED_MS = 3000

interface Row {
  readonly value: string
  readonly expiresAt: Date
}

/** Tokens in the database: one process asks the platform, the others wait for what it writes. No transaction is open meanwhile. */
export function tokenTable(db: Querier, now: () => Date): TokenStore {
  const asking = new Map<string, Promise<SharedToken>>()
  const trusted = new Map<string, { readonly token: SharedToken; readonly since: number }>()

  const read = async (name: string): Promise<SharedToken | null> => {
    const row = await db.maybe<Row>(sql`
      select value, expires_at as "expiresAt" from wecom_token where name = ${name} and value <> ''`)
    const token = row ? { value: row.value, expiresAt: row.expiresAt.getTime() } : null
    if (token) trusted.set(name, { token, since: performance.now() })
    return token
  }

  /** True: this process is the one to ask. */
  const claim = async (name: string, stale: string | null): Promise<boolean> => {
    const at = now()
    const until = new Date(at.getTime() + LEASE_MS)
    const claimed = await db.exec(sql`
      insert into wecom_token as t (name, expires_at, lease_until) values (${name}, ${at}, ${until})
      on conflict (name) do update set lease_until = ${until}
      where t.lease_until <= ${at} and (t.value = ${stale ?? ''} or t.expires_at <= ${at})`)
    return claimed > 0
  }

  const write = (name: string, token: SharedToken) =>
    db.exec(sql`
      update wecom_token set value = ${token.value}, expires_at = ${new Date(token.expiresAt)}, lease_until = ${now()} where name = ${name}`)

  const release = (name: string) => db.exec(sql`update wecom_token set lease_until = ${now()} where name = ${name}`)

  const ask = async (name: string, stale: string | null, fetch: () => Promise<SharedToken>): Promise<SharedToken> => {
    for (let waited = 0; waited < LEASE_MS; waited += LOOK_AGAIN_MS) {
      if (await claim(name, stale)) {
        try {
          const token = await fetch()
          await write(name, token)
          return token
        } catch (error) {
          await release(name)
          throw error
        }
      }
      const known = await read(name)
      if (known && known.value !== stale && known.expiresAt > now().getTime()) return known
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
    return fetch()
  }

  return {
    read: async (name) => {
      const known = trusted.get(name)
      return known && performance.now() - known.since < TRUSTED_MS ? known.token : read(name)
    },
    refresh: (name, stale, fetch) => {
      trusted.delete(name)
      const running = asking.get(name) ?? ask(name, stale, fetch).finally(() => asking.delete(name))
      asking.set(name, running)
      return running
    },
  }
}
