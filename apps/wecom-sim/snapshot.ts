import { readFile, rename, writeFile } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import type { World } from './world/world.ts'

const FORM = 'grove-wecom-sim-1'

interface Stored {
  readonly form: string
  /** When it was taken, by the clock of the world. */
  readonly at: number
  readonly world: World
}

/** Written beside and moved in, so that a broken write never takes the place of a whole one. */
export async function writeSnapshot(file: string, world: World, at: number): Promise<void> {
  const stored: Stored = { form: FORM, at, world }
  await writeFile(`${file}.part`, serialize(stored))
  await rename(`${file}.part`, file)
}

/** @throws Error when the file is none of ours */
export async function readSnapshot(file: string): Promise<{ world: World; at: number }> {
  const stored = deserialize(await readFile(file)) as Partial<Stored>
  if (stored.form !== FORM || !stored.world || stored.at === undefined) throw new Error(`${file} is no snapshot of this simulator`)
  return { world: stored.world, at: stored.at }
}
