import { keyOf } from './people.ts'
import type { Group, World } from './world.ts'

/** Groups an employee owns that still exist, in the order they were made. */
export const openGroups = (world: World, userid: string): Group[] =>
  [...world.groups.values()].filter((group) => group.dismissedAt === null && keyOf(group.owner) === keyOf(userid))
