import { newId } from './new-id.ts'
import type { Tag, TagGroup, World } from './world.ts'

export const tagCount = (world: World): number => [...world.tagGroups.values()].reduce((sum, group) => sum + group.tags.size, 0)

export function findTag(world: World, id: string): { group: TagGroup; tag: Tag } | undefined {
  for (const group of world.tagGroups.values()) {
    const tag = group.tags.get(id)
    if (tag) return { group, tag }
  }
  return undefined
}

export interface NewTag {
  readonly name: string
  readonly order?: number
  readonly id?: string
}

export function writeTagGroup(world: World, name: string, order: number, at: number, id = newId(world, 'et')): TagGroup {
  const group: TagGroup = { id, name, createdAt: at, order, tags: new Map() }
  world.tagGroups.set(group.id, group)
  return group
}

export function writeTag(world: World, group: TagGroup, tag: NewTag, at: number): Tag {
  const whole: Tag = { id: tag.id ?? newId(world, 'et'), name: tag.name, createdAt: at, order: tag.order ?? 0 }
  group.tags.set(whole.id, whole)
  return whole
}

/** A group disappears with its last tag; marks on customers go with the tag. */
export function dropTags(world: World, ids: ReadonlySet<string>): void {
  for (const group of world.tagGroups.values()) {
    for (const id of ids) group.tags.delete(id)
    if (group.tags.size === 0) world.tagGroups.delete(group.id)
  }
  for (const follows of world.follows.values())
    for (const follow of follows.values())
      for (const id of ids) {
        follow.tags.delete(id)
        follow.fading.delete(id)
      }
}
