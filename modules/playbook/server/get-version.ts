import type { Ctx } from '@grove/kernel/server'
import { type Definition, playbookErrors } from '../contract/index.ts'
import { diffPlaybooks } from '../domain/diff.ts'
import { readVersions } from './read-library.ts'
import { findVersion } from './store-playbook.ts'

/** One version with its text, and what it changed against the one before. @throws playbook.version_not_found */
export async function getVersion(ctx: Ctx, input: { readonly id: number; readonly number: number }) {
  const version = await findVersion(ctx, input.id, input.number)
  const row = (await readVersions(ctx, input.id)).find((one) => one.number === input.number)
  if (!version || !row) throw playbookErrors.version_not_found()
  const before = input.number > 1 ? await findVersion(ctx, input.id, input.number - 1) : undefined
  const changes = before ? diffPlaybooks(before.definition as Definition, version.definition as Definition) : []
  return { ...row, text: version.text, definition: version.definition, changes: [...changes] }
}
