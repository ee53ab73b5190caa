import { createSystemCtx, databasePort } from '@grove/db'
import { ensureAppSecret } from '@grove/identity/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, createApp, createRegistry, type SystemCtx } from '@grove/kernel/server'
import { createLog, keyRing, modules, openStorage, readConfig, systemClock } from '@grove/server'
import sql from 'sql-template-tag'

/** Runs work inside the product without opening its doors: joins the server's database when it is running. */
export async function inProduct<T>(work: (system: SystemCtx) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const log = createLog('warn')
  const storage = await openStorage(config, log)
  try {
    const secret = await ensureAppSecret(storage.database.system, systemClock.now())
    const app = createApp({
      registry: createRegistry(modules),
      clock: systemClock,
      log,
      config: { ...config, secret, keys: keyRing(config, secret) },
    })
    app.fill(databasePort, storage.database)
    return await work(createSystemCtx(app, storage.database))
  } finally {
    await storage.close()
  }
}

/** The workspace of `--workspace` (number or name), or the only one there is. @throws Error that says which there are */
export async function chosenWorkspace(system: SystemCtx, wanted: string | undefined): Promise<Ctx> {
  const all = await system.db.rows<{ id: WorkspaceId; name: string }>(sql`select id, name from workspace order by id limit 200`)
  const fitting = wanted === undefined ? all : all.filter((one) => String(one.id) === wanted || one.name === wanted)
  const [one] = fitting
  if (one && fitting.length === 1) return system.enter(one.id)
  const list = all.map(({ id, name }) => `  ${id}  ${name}`).join('\n')
  if (all.length === 0)
    throw new Error('还没有空间，请先打开页面完成首次设置。 There is no workspace yet: open the page and finish the first run.')
  throw new Error(`请用 --workspace 选一个空间。 Choose a workspace with --workspace:\n${list}`)
}
