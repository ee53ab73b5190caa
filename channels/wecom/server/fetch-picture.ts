import type { Account } from '@grove/channel-kit/contract'
import { CodeFault } from '@grove/channel-kit/server'
import { settingsOf } from './settings.ts'

const MOST_BYTES = 1024 * 1024
const WAIT_MS = 8000
const RETRY_S = 600

/**
 * A picture of the platform, fetched by us: it still names http, which no page over https may show. Asked for over https, except of the
 * server the account's API is on. @throws CodeFault
 */
export async function fetchPicture(account: Pick<Account, 'settings'>, address: string): Promise<Uint8Array> {
  const url = placeOf(account, address)
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS), redirect: 'error', credentials: 'omit' })
    if (!answer.ok || !answer.body) throw new CodeFault(`HTTP ${answer.status}`, RETRY_S)
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer.body) {
      bytes += part.length
      if (bytes > MOST_BYTES) throw new CodeFault('the picture is too large', RETRY_S)
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch (error) {
    throw error instanceof CodeFault ? error : new CodeFault('the picture did not come', RETRY_S)
  }
}

function placeOf(account: Pick<Account, 'settings'>, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new CodeFault('the picture has no address', RETRY_S)
  if (url.protocol === 'http:' && url.origin !== new URL(settingsOf(account).apiUrl).origin) url.protocol = 'https:'
  return url
}
