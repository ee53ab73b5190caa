import type { WorkspaceId } from '@grove/kernel/contract'
import type { App, SystemCtx } from '@grove/kernel/server'
import { workspacesBehind } from './store.ts'

interface Look {
  readonly readers: Set<string>
  readonly found: Promise<ReadonlyMap<string, WorkspaceId[]>>
}

const gathering = new WeakMap<App, Look>()

/** Where the reader is behind. All readers wake with the same event: those that ask in the same moment are answered by one statement. */
export async function lookFor(ctx: SystemCtx, reader: string): Promise<readonly WorkspaceId[]> {
  const look = gathering.get(ctx.app) ?? begin(ctx)
  look.readers.add(reader)
  return (await look.found).get(reader) ?? []
}

function begin(ctx: SystemCtx): Look {
  const readers = new Set<string>()
  const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    gathering.delete(ctx.app)
    return workspacesBehind(ctx, [...readers])
  })
  const look = { readers, found }
  gathering.set(ctx.app, look)
  return look
}
