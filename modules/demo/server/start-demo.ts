import type { InputOf } from '@grove/kernel/contract'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { kernelErrors } from '@grove/kernel/contract'
import sql from 'sql-template-tag'
import { type buildDemo as buildRoute, demoErrors, type DemoProgress } from '../contract/index.ts'
import { buildDemo, DEMO_DAYS } from './build-demo.ts'
import { buildingOf, readBuild } from './store.ts'

/** A build that has said nothing for this long is over: its process is gone. */
const STALE_MS = 120_000

/**
 * Begins to make the demo workspace and answers at once; it goes on in this process.
 * @throws kernel.not_signed_in demo.already_building
 */
export async function startDemo(system: SystemCtx, input: InputOf<typeof buildRoute>, info: RequestInfo): Promise<DemoProgress> {
  const { accountId } = info
  if (accountId === undefined) throw kernelErrors.not_signed_in()
  if (await buildingOf(system, accountId, new Date(system.clock.now().getTime() - STALE_MS))) throw demoErrors.already_building()
  const account = await system.db.one<{ name: string }>(sql`select display_name as name from account where id = ${accountId}`)
  return new Promise((resolve, reject) => {
    buildDemo(system, {
      ...input,
      head: { accountId, displayName: account.name },
      onStart: (ctx) => resolve({ workspaceId: ctx.workspaceId, state: 'building', day: 0, days: DEMO_DAYS }),
    }).catch((error: Error) => {
      system.app.log.error({ error: error.message }, 'the demo workspace could not be made')
      reject(error)
    })
  })
}

/** @throws kernel.not_signed_in demo.not_found */
export async function getDemo(system: SystemCtx, input: { readonly workspaceId: number }, info: RequestInfo): Promise<DemoProgress> {
  if (info.accountId === undefined) throw kernelErrors.not_signed_in()
  const build = await readBuild(system, input.workspaceId, info.accountId)
  if (!build) throw demoErrors.not_found()
  return build
}
