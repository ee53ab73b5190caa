import type { InputOf } from '@grove/kernel/contract'
import { kernelErrors } from '@grove/kernel/contract'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type buildDemo as buildRoute, type DemoProgress, demoErrors } from '../contract/index.ts'
import { FULL_SIZE } from '../domain/plots.ts'
import { buildDemo } from './build-demo.ts'
import { buildingOf, readBuild } from './store.ts'

/** A build that has said nothing for this long is over. */
const STALE_MS = 120_000
const alive = (system: SystemCtx) => new Date(system.clock.now().getTime() - STALE_MS)

/** What begins in this process, by account: two presses of the button are one. */
const beginning = new Map<number, Promise<DemoProgress>>()

/**
 * Begins to make the demo workspace and answers at once; it goes on in this process. Asked again meanwhile, it tells how far that one is.
 * @throws kernel.not_signed_in
 */
export async function startDemo(
  system: SystemCtx,
  input: InputOf<typeof buildRoute>,
  { accountId }: Pick<RequestInfo, 'accountId'>,
  people = FULL_SIZE.people,
): Promise<DemoProgress> {
  if (accountId === undefined) throw kernelErrors.not_signed_in()
  const begun = beginning.get(accountId) ?? begin(system, input, accountId, people).finally(() => beginning.delete(accountId))
  beginning.set(accountId, begun)
  return begun
}

async function begin(system: SystemCtx, input: InputOf<typeof buildRoute>, accountId: number, people: number): Promise<DemoProgress> {
  const building = await buildingOf(system, accountId, alive(system))
  if (building) return building
  const account = await system.db.one<{ name: string }>(sql`select display_name as name from account where id = ${accountId}`)
  return new Promise((resolve, reject) => {
    buildDemo(system, {
      ...input,
      size: { days: input.days, people },
      head: { accountId, displayName: account.name },
      onStart: ({ workspaceId }, days) => resolve({ workspaceId, state: 'building', day: 0, days }),
    }).catch((error: Error) => {
      system.app.log.error({ error: error.message }, 'the demo workspace could not be made')
      reject(error)
    })
  })
}

/** @throws kernel.not_signed_in demo.not_found */
export async function getDemo(
  system: SystemCtx,
  input: { readonly workspaceId: number },
  info: Pick<RequestInfo, 'accountId'>,
): Promise<DemoProgress> {
  if (info.accountId === undefined) throw kernelErrors.not_signed_in()
  const build = await readBuild(system, input.workspaceId, info.accountId, alive(system))
  if (!build) throw demoErrors.not_found()
  return build
}
