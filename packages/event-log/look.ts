import type { WorkspaceId } from '@grove/kernel/contract'
import type { App, Reader, SystemCtx } from '@grove/kernel/server'
import { passOver, workspacesBehind } from './store.ts'

interface Look {
  readonly readers: Map<string, Reader>
  readonly found: Promise<ReadonlyMap<string, readonly WorkspaceId[]>>
}

const gathering = new WeakMap<App, Look>()

/** Where the reader has something to do. All readers wake with the same event: those that ask in the same moment are answered together. */
export async function lookFor(ctx: SystemCtx, reader: Reader): Promise<readonly WorkspaceId[]> {
  const look = gathering.get(ctx.app) ?? begin(ctx)
  look.readers.set(reader.name, reader)
  return (await look.found).get(reader.name) ?? []
}

function begin(ctx: SystemCtx): Look {
  const readers = new Map<string, Reader>()
  const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    gathering.delete(ctx.app)
    return withWork(ctx, readers)
  })
  const look = { readers, found }
  gathering.set(ctx.app, look)
  return look
}

/** Most events are of kinds that most readers do not want: those readers are moved past them together, without a turn for each. */
async function withWork(ctx: SystemCtx, readers: ReadonlyMap<string, Reader>): Promise<ReadonlyMap<string, readonly WorkspaceId[]>> {
  const behind = await workspacesBehind(ctx, [...readers.keys()])
  const choosy = [...behind].flatMap(([name, ids]) => {
    const kinds = readers.get(name)?.kinds
    return kinds === undefined || kinds === 'all'
      ? []
      : ids.map((workspaceId) => ({ workspaceId, reader: name, kinds: kinds.map((one) => one.kind) }))
  })
  if (choosy.length === 0) return behind
  const passed = await passOver(ctx, choosy)
  return new Map([...behind].map(([name, ids]) => [name, ids.filter((id) => !passed.has(`${id}/${name}`))]))
}
