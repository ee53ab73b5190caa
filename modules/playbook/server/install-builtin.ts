import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Locale } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { withEnglishTags } from '../domain/builtin-tags.ts'
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
  for (const { file, text } of await readBuiltin()) await installOne(ctx, file, { zh: text, en: withEnglishTags(text) })
}

async function installOne(ctx: Ctx, file: string, texts: Readonly<Record<Locale, string>>): Promise<void> {
  const text = texts[ctx.locale]
  const parsed = parsePlaybook(text, languageOf(ctx.app))
  if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problems[0])}`)
  const { key, title, communityTypes } = parsed.definition
  await ctx.inTx(async (tx) => {
    await insertPlaybook(tx, { key, title, source: 'built_in', communityTypes, draft: null })
    const playbook = await lockPlaybookByKey(tx, key)
    if (playbook?.source !== 'built_in') return
    const newest = await findVersion(tx, playbook.id, playbook.latestVersion)
    // Whoever changes the language of the workspace keeps the tags that members have.
    if (!newest || !Object.values(texts).includes(newest.text)) await addVersion(tx, playbook, text, parsed.definition, '')
  })
}
