import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Ctx } from '@grove/kernel/server'
import { parsePlaybook } from '../domain/parse/index.ts'
import { addVersion } from './edit-playbook.ts'
import { languageOf } from './language.ts'
import { findVersion, insertPlaybook, lockPlaybookByKey } from './store-playbook.ts'

const FOLDER = new URL('../builtin/', import.meta.url)

/** Texts of the playbooks that come with Grove, by file name. */
export async function readBuiltin(): Promise<readonly { file: string; text: string }[]> {
  const folder = fileURLToPath(FOLDER)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(`${folder}/${file}`, 'utf8') })))
}

/**
 * Gives a workspace the built-in playbooks, or their newer versions: what runs keeps its version. One with the key of an own playbook
 * of the workspace is left out. @throws Error when a built-in playbook can't be read, which a test rules out
 */
export async function installBuiltin(ctx: Ctx): Promise<void> {
  for (const builtin of await readBuiltin()) await installOne(ctx, builtin)
}

async function installOne(ctx: Ctx, { file, text }: { readonly file: string; readonly text: string }): Promise<void> {
  const parsed = parsePlaybook(text, languageOf(ctx.app))
  if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problems[0])}`)
  const { key, title, communityTypes } = parsed.definition
  await ctx.inTx(async (tx) => {
    await insertPlaybook(tx, { key, title, source: 'built_in', communityTypes, draft: null })
    const playbook = await lockPlaybookByKey(tx, key)
    if (playbook?.source !== 'built_in') return
    const newest = await findVersion(tx, playbook.id, playbook.latestVersion)
    if (newest?.text !== text) await addVersion(tx, playbook, text, parsed.definition, '')
  })
}
