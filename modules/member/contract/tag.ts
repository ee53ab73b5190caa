import { id, idParam, role, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { chosen, done } from './api.ts'
import { moment, tag } from './model.ts'

const name = z.string().trim().min(1).max(40)
const roles = z.array(role).min(1).max(5).nullable()
const color = z.string().trim().max(20).nullable()
/** How long a tag stays on a member unless somebody says otherwise; null: for good. */
const lifeDays = z.number().int().min(1).max(3650).nullable()

export const tagInList = tag.extend({
  lifeDays,
  /** Roles that may use it; null: as its group says. */
  roles,
  members: z.number().int(),
  /** False when there are more than are counted. */
  exact: z.boolean(),
  /** Whether the person asking may put it on members. */
  usable: z.boolean(),
})
export type TagInList = z.infer<typeof tagInList>

export const tagGroup = z.object({
  name: z.string(),
  singleChoice: z.boolean(),
  color,
  ownerStaffId: id.nullable(),
  ownerName: z.string().nullable(),
  roles,
})
export type TagGroup = z.infer<typeof tagGroup>

/** Something that would miss a tag. */
export const tagUse = z.object({ kind: z.string(), name: z.string(), path: z.string().nullable() })
export type TagUse = z.infer<typeof tagUse>

export const tagMembers = route({
  method: 'POST',
  path: '/api/members/tags',
  summary: 'Give members a tag (made when it is new); `until` null keeps it for good, left out: the life of the tag',
  access: { right: 'member.write' },
  input: chosen.extend({ tag: name, groupName: z.string().trim().max(40).optional(), until: moment.nullable().optional() }),
  output: done,
})
export const untagMembers = route({
  method: 'POST',
  path: '/api/members/tags/remove',
  summary: 'Take a tag from members',
  access: { right: 'member.write' },
  input: chosen.extend({ tag: name }),
  output: done,
})
export const listTags = route({
  method: 'GET',
  path: '/api/tags',
  summary: 'All tags with how many carry them, and their groups in order',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(tagInList), groups: z.array(tagGroup) }),
})
export const saveTag = route({
  method: 'POST',
  path: '/api/tags',
  summary: 'Make or change a tag',
  access: { right: 'tag.manage' },
  input: z.object({
    id: id.optional(),
    name,
    groupName: z.string().trim().max(40).default(''),
    color: color.default(null),
    lifeDays: lifeDays.default(null),
    roles: roles.default(null),
  }),
  output: z.object({ id }),
})
export const tagUses = route({
  method: 'GET',
  path: '/api/tags/:id/uses',
  summary: 'What names this tag: playbooks, views and the like',
  access: { right: 'member.read' },
  input: z.object({ id: idParam }),
  output: z.object({ items: z.array(tagUse) }),
})
export const removeTag = route({
  method: 'DELETE',
  path: '/api/tags/:id',
  summary: 'Remove a tag from everybody and from the list; refused while something names it, unless `anyway`',
  access: { right: 'tag.manage' },
  input: z.object({ id: idParam, anyway: z.stringbool().default(false) }),
  output: done.extend({
    /** The bulk work that goes on taking it from members, when there are many. */
    bulkId: id.nullable(),
  }),
})
export const saveTagGroup = route({
  method: 'POST',
  path: '/api/tag-groups',
  summary: 'Make or change a group of tags; `was` renames. Turned into single choice, each member keeps the newest of its tags',
  access: { right: 'tag.manage' },
  input: z.object({
    was: name.optional(),
    name,
    singleChoice: z.boolean().default(false),
    color: color.default(null),
    ownerStaffId: id.nullable().default(null),
    roles: roles.default(null),
  }),
  output: done,
})
export const orderTagGroups = route({
  method: 'POST',
  path: '/api/tag-groups/order',
  summary: 'Put groups in this order, and the tags of a group in theirs',
  access: { right: 'tag.manage' },
  input: z.object({ groups: z.array(name).max(500).optional(), tags: z.array(id).max(1000).optional() }),
  output: done,
})
export const removeTagGroup = route({
  method: 'POST',
  path: '/api/tag-groups/remove',
  summary: 'Take a group away; its tags stay, without a group',
  access: { right: 'tag.manage' },
  input: z.object({ name }),
  output: done,
})
