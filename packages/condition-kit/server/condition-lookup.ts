import type { Ctx } from '@grove/kernel/server'

export interface LookupChoice {
  /** What stands in the condition. */
  readonly value: string | number
  readonly label: string
}

/** What the builder offers where a question names a thing of the workspace; asks for the right to read that thing by itself. */
export interface ConditionLookup {
  /** As forms and `uses` name it: `tag`, `community`, … */
  readonly name: string
  /** The first choices that contain the text (all when it is empty), thirty at most. */
  readonly search: (ctx: Ctx, text: string) => Promise<readonly LookupChoice[]>
  /** Names of the things used, for words; absent when the key is the name. One statement. */
  readonly names?: (ctx: Ctx, keys: readonly string[]) => Promise<readonly LookupChoice[]>
}
