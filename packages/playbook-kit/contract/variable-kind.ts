import type { Text } from './text.ts'

/** A `{variable}` that texts may use. A name ending in `.*` stands for a family: `attribute.*`. */
export interface VariableKind {
  readonly name: string
  readonly title: Text
  /** `member`: differs from member to member, so it can't stand in a post to the whole group. */
  readonly level: 'community' | 'member'
  readonly example: string
  /** Of those of a community: alike in all groups of one owner, so that one press sends the words to all of them. */
  readonly alike?: boolean
}

/** The kind a name belongs to, by itself or by its family. */
export function variableKindOf(name: string, kinds: readonly VariableKind[]): VariableKind | undefined {
  return kinds.find((kind) => kind.name === name || (kind.name.endsWith('.*') && name.startsWith(kind.name.slice(0, -1))))
}
