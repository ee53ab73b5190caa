import { channelHost } from '@grove/channel-kit/server'
import { kernelErrors, type WorkspaceId } from '@grove/kernel/contract'
import type { SystemCtx } from '@grove/kernel/server'
import { type CallbackKey, callbackKey } from '@grove/wecom-api/callback'
import { KIND } from './follow-mass.ts'
import { settingsOf } from './settings.ts'

interface Kept {
  readonly key: CallbackKey | null
  readonly readAt: number
}

const FRESH_MS = 30_000
/** What somebody makes up is looked up at most so often. */
const AGAIN_MS = 1000
const MOST_KEPT = 5000

export interface AccountKeys {
  /** @throws kernel.not_found when there is no such account, or its keys are not set */
  of(workspaceId: number, accountId: number, known: 'kept' | 'newer'): Promise<CallbackKey>
}

/** Callback keys of accounts, kept for half a minute so that a storm of callbacks is no storm of queries. */
export function accountKeys(system: SystemCtx, nowMs: () => number): AccountKeys {
  const kept = new Map<string, Kept>()
  const read = async (workspaceId: number, accountId: number): Promise<CallbackKey | null> => {
    const accounts = await channelHost(system.app).accounts(system, KIND, workspaceId as WorkspaceId)
    const account = accounts.find((one) => one.id === accountId)
    if (!account) return null
    const { callbackToken, callbackAesKey, corpId } = settingsOf(account)
    try {
      return callbackKey({ token: callbackToken, encodingAesKey: callbackAesKey, receiveId: corpId })
    } catch {
      return null
    }
  }
  return {
    of: async (workspaceId, accountId, known) => {
      const name = `${workspaceId}/${accountId}`
      const now = nowMs()
      let found = kept.get(name)
      if (!found || now - found.readAt > (known === 'kept' ? FRESH_MS : AGAIN_MS)) {
        if (kept.size >= MOST_KEPT) kept.clear()
        found = { key: await read(workspaceId, accountId), readAt: now }
        kept.set(name, found)
      }
      if (!found.key) throw kernelErrors.not_found()
      return found.key
    },
  }
}
