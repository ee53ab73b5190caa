import type { Channel } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'

/** Calls a connector with its time limit. A throw or a silence gives no answers, which says nothing about what was done. */
export async function callChannel<T>(
  ctx: Ctx,
  channel: Channel,
  call: (signal: AbortSignal) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${channel.pace.timeoutMs} ms`))
      abort.abort()
    }, channel.pace.timeoutMs)
  })
  try {
    return await Promise.race([call(abort.signal), silence])
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    ctx.app.log.warn({ channel: channel.kind, workspace: ctx.workspaceId, error: message }, 'a channel did not answer properly')
    return []
  } finally {
    clearTimeout(timer)
  }
}

/** Runs `work` over the items, `width` at once, and keeps their order. */
export async function inTurns<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  return results
}
