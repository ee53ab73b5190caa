import type { Locale } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import type { Condition, ConditionKinds, NameOf, Words } from '../contract/index.ts'
import { usesOf } from '../contract/index.ts'
import { conditionLookups } from './points.ts'

export interface LookupChoice {
  /** What stands in the condition. */
  readonly value: string | number
  readonly label: string | Words
}

/** What the builder offers where a question names a thing of the workspace; asks for the right to read that thing by itself. */
export interface ConditionLookup {
  /** As forms and `uses` name it: `tag`, `community`, … */
  readonly name: string
  /** The first choices that contain the text (all when it is empty), thirty at most. */
  readonly search: (ctx: Ctx, text: string) => Promise<readonly LookupChoice[]>
  /** True when a question may also name what is not there (yet), as free attributes are. */
  readonly open?: boolean
  /** Names of the things used, for words; absent when the key is the name. One statement. */
  readonly names?: (ctx: Ctx, keys: readonly string[]) => Promise<readonly LookupChoice[]>
}

/** Names of all that the conditions name, for their words: one statement for each lookup. */
export async function namesOf(ctx: Ctx, conditions: readonly Condition[], kinds: ConditionKinds): Promise<(locale: Locale) => NameOf> {
  const uses = conditions.flatMap((condition) => usesOf(condition, kinds))
  const labels = new Map<string, LookupChoice['label']>()
  for (const lookup of ctx.app.registry.all(conditionLookups)) {
    const keys = [...new Set(uses.filter((use) => use.what === lookup.name).map((use) => use.key))]
    const rows = lookup.names && keys.length ? await lookup.names(ctx, keys) : []
    for (const row of rows) labels.set(`${lookup.name}:${row.value}`, row.label)
  }
  return (locale) => (use) => {
    const label = labels.get(`${use.what}:${use.key}`)
    return typeof label === 'string' ? label : label?.[locale]
  }
}
