import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { SendSource } from '../contract/index.ts'

/** What the thing behind a send is called, told by the module whose source it is. */
export interface SendOrigin {
  readonly source: SendSource
  readonly names: (ctx: Ctx, ids: readonly number[]) => Promise<readonly { readonly id: number; readonly name: string }[]>
}
export const sendOrigins = extensionPoint<SendOrigin>('conversation.send-origins')

/** Names of what is behind these sends, one question for each source that has any. */
export async function originNames(ctx: Ctx, source: SendSource, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const origin = ctx.app.registry.all(sendOrigins).find((one) => one.source === source)
  if (!origin || ids.length === 0) return new Map()
  return new Map((await origin.names(ctx, [...new Set(ids)])).map((one) => [one.id, one.name]))
}
