import type { InputOf, Locale } from '@grove/kernel/contract'
import { audit, type Ctx, type ModuleSpec, type RequestInfo, type SystemCtx } from '@grove/kernel/server'
import { type createWorkspace as createRoute, identityErrors, type Workspace } from '../contract/index.ts'
import { rightsOf } from '../domain/rights.ts'
import { readMe } from './read-me.ts'
import { signedIn } from './signed-in.ts'
import { linkWorkspace } from './store-account.ts'
import { insertStaff } from './store-staff.ts'
import { insertWorkspace, ownWorkspace } from './store-workspace.ts'
import { newPublicKey } from './token.ts'

export interface WorkspaceFounding {
  readonly name: string
  /** IANA name */
  readonly zone: string
  readonly locale: Locale
  readonly demo?: boolean
  readonly head?: { readonly accountId: number; readonly displayName: string }
}

/** A workspace with its head and the rows every module starts with, all or nothing. Answers the context of the new head (the system without one). */
export async function foundWorkspace(system: SystemCtx, input: WorkspaceFounding): Promise<Ctx> {
  const { id, actor } = await system.inTx(async (tx) => {
    const { name, zone, locale, demo = false, head } = input
    const { id } = await insertWorkspace(tx.db, { publicKey: newPublicKey(), name, zone, locale, demo, at: tx.clock.now() })
    const ctx = await tx.enter(id)
    const founder = head ? await seatHead(ctx, head) : ctx
    await seedAll(ctx, tx.app.registry.modules)
    await audit(founder, { verb: 'workspace.create', target: { kind: 'workspace', id }, after: { name, zone, locale, demo } })
    return { id, actor: founder.actor }
  })
  return system.enter(id, actor)
}

async function seatHead(ctx: Ctx, head: { accountId: number; displayName: string }): Promise<Ctx> {
  await linkWorkspace(ctx.db, head.accountId, ctx.workspaceId)
  const scope = { kind: 'all' } as const
  const { id: staffId } = await insertStaff(ctx, { ...head, role: 'head', scope })
  const rights = rightsOf('head', ctx.app.registry.rights, [])
  return { ...ctx, actor: { kind: 'staff', staffId, accountId: head.accountId, role: 'head', rights, scope } }
}

/** One module after the other, lower tiers first: a seed may build on what stands below it. */
async function seedAll(ctx: Ctx, modules: readonly ModuleSpec[]): Promise<void> {
  const [first, ...rest] = modules
  if (!first) return
  await first.seed?.(ctx)
  await seedAll(ctx, rest)
}

/** @throws identity.head_only when the account leads no workspace */
export async function createWorkspace(system: SystemCtx, input: InputOf<typeof createRoute>, info: RequestInfo): Promise<Workspace> {
  const accountId = signedIn(info)
  const me = await readMe(system, accountId, null)
  if (!me.workspaces.some((one) => one.role === 'head')) throw identityErrors.head_only()
  const ctx = await foundWorkspace(system, { ...input, head: { accountId, displayName: me.account.name } })
  return ownWorkspace(ctx)
}
