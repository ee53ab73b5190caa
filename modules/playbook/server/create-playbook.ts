import { audit, type Ctx } from '@grove/kernel/server'
import { type PlaybookRow, playbookErrors } from '../contract/index.ts'
import { formatPlaybook } from '../domain/format.ts'
import { parsePlaybook } from '../domain/parse/index.ts'
import { playbookWith } from '../domain/smallest-playbook.ts'
import { languageOf } from './language.ts'
import { readPlaybookRow } from './read-library.ts'
import { findPlaybook, findVersion, insertPlaybook } from './store-playbook.ts'

export interface CreatePlaybook {
  readonly text?: string | undefined
  readonly copyOf?: number | undefined
  readonly key?: string | undefined
}

/**
 * A new playbook, unpublished: from a text, as a copy of another, or the smallest one there is.
 * @throws playbook.invalid playbook.not_found playbook.key_taken
 */
export async function createPlaybook(ctx: Ctx, input: CreatePlaybook): Promise<PlaybookRow> {
  return ctx.inTx(async (tx) => {
    const parsed = parsePlaybook(await textOf(tx, input), languageOf(tx.app))
    if (!parsed.ok) throw playbookErrors.invalid({ problems: [...parsed.problems] })
    const definition = input.key ? { ...parsed.definition, key: input.key } : parsed.definition
    const id = await insertPlaybook(tx, {
      key: definition.key,
      title: definition.title,
      source: 'own',
      communityTypes: definition.communityTypes,
      draft: formatPlaybook(definition),
    })
    if (id === undefined) throw playbookErrors.key_taken({ key: definition.key })
    await audit(tx, { verb: 'playbook.create', target: { kind: 'playbook', id }, after: { key: definition.key, copyOf: input.copyOf } })
    const row = await readPlaybookRow(tx, id)
    if (!row) throw playbookErrors.not_found()
    return row
  })
}

async function textOf(ctx: Ctx, input: CreatePlaybook): Promise<string> {
  if (input.text !== undefined) return input.text
  if (input.copyOf === undefined)
    return formatPlaybook(playbookWith({ key: input.key ?? 'my-playbook', title: { zh: '我的剧本', en: 'My playbook' } }))
  const original = await findPlaybook(ctx, input.copyOf)
  const version = original && (await findVersion(ctx, original.id, original.latestVersion))
  const text = original?.draft ?? version?.text
  if (!text) throw playbookErrors.not_found()
  return text
}
