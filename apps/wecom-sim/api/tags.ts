import { seconds } from '../world/platform.ts'
import { dropTags, findTag, tagCount, writeTag, writeTagGroup } from '../world/tags.ts'
import type { Tag, TagGroup } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import type { Fields } from './fields.ts'
import { relationOf } from './lookups.ts'
import { Refusal } from './refusal.ts'

const TAGS = 3000
const PER_CUSTOMER = 3000

const shownTag = ({ id, name, createdAt, order }: Tag) => ({ id, name, create_time: seconds(createdAt), order })
const shownGroup = (group: TagGroup, tags: Iterable<Tag> = group.tags.values()) => ({
  group_id: group.id,
  group_name: group.name,
  create_time: seconds(group.createdAt),
  order: group.order,
  tag: [...tags].sort((a, b) => b.order - a.order).map(shownTag),
})

function listTags({ world, body }: Call) {
  const groupIds = new Set(body.texts('group_id'))
  const tagIds = new Set(groupIds.size > 0 ? [] : body.texts('tag_id'))
  const groups = [...world.tagGroups.values()].sort((a, b) => b.order - a.order)
  if (groupIds.size > 0) return { tag_group: groups.filter(({ id }) => groupIds.has(id)).map((group) => shownGroup(group)) }
  if (tagIds.size === 0) return { tag_group: groups.map((group) => shownGroup(group)) }
  const some = groups.map((group) => ({ group, tags: [...group.tags.values()].filter(({ id }) => tagIds.has(id)) }))
  return { tag_group: some.filter(({ tags }) => tags.length > 0).map(({ group, tags }) => shownGroup(group, tags)) }
}

function addTags({ world, body, now }: Call) {
  const asked = body.objects('tag').map((tag) => ({ name: nameOf(tag, 'name'), order: orderOf(tag) }))
  const wanted = [...new Map(asked.map((tag) => [tag.name, tag])).values()]
  if (wanted.length === 0) throw new Refusal(40063)
  const groupId = body.optional('group_id')
  const groupName = groupId ? '' : nameOf(body, 'group_name')
  const known = groupId ? world.tagGroups.get(groupId) : [...world.tagGroups.values()].find(({ name }) => name === groupName)
  if (groupId && !known) throw new Refusal(40068)
  const taken = new Set([...(known?.tags.values() ?? [])].map(({ name }) => name))
  if (wanted.some(({ name }) => taken.has(name))) throw new Refusal(40071)
  if (tagCount(world) + wanted.length > TAGS) throw new Refusal(40126)
  const group = known ?? writeTagGroup(world, groupName, orderOf(body), now)
  return {
    tag_group: shownGroup(
      group,
      wanted.map((tag) => writeTag(world, group, tag, now)),
    ),
  }
}

function nameOf(body: Fields, field: string): string {
  const name = body.text(field, 40071)
  if ([...name].length > 30) throw new Refusal(40071)
  return name
}

function orderOf(body: Fields): number {
  const order = body.whole('order', 0)
  if (order < 0 || order >= 2 ** 32) throw new Refusal(40058)
  return order
}

function editTag({ world, body }: Call) {
  const id = body.text('id', 40068)
  const found = findTag(world, id)
  const group = world.tagGroups.get(id)
  const target = found?.tag ?? group
  if (!target) throw new Refusal(40068)
  const name = body.has('name') ? nameOf(body, 'name') : target.name
  const siblings: Iterable<{ id: string; name: string }> = found ? found.group.tags.values() : world.tagGroups.values()
  for (const other of siblings) if (other.id !== id && other.name === name) throw new Refusal(40071)
  target.name = name
  if (body.has('order')) target.order = orderOf(body)
  return {}
}

function deleteTags({ world, body }: Call) {
  const [tagIds, groupIds] = [body.texts('tag_id'), body.texts('group_id')]
  if (tagIds.length + groupIds.length === 0) throw new Refusal(40068)
  if (tagIds.some((id) => !findTag(world, id)) || groupIds.some((id) => !world.tagGroups.has(id))) throw new Refusal(40068)
  dropTags(world, new Set([...tagIds, ...groupIds.flatMap((id) => [...(world.tagGroups.get(id)?.tags.keys() ?? [])])]))
  return {}
}

/** Spreads late, and tells nobody: changes made through the API never call back. */
function markTags(call: Call) {
  const { body, world, now, platform } = call
  const follow = relationOf(call, body.text('userid', 41009), body.text('external_userid', 41035))
  const [add, remove] = [body.texts('add_tag'), body.texts('remove_tag')]
  if (add.length + remove.length === 0) throw new Refusal(40063)
  if ([...add, ...remove].some((id) => !findTag(world, id))) throw new Refusal(40068)
  if (new Set([...follow.tags.keys(), ...add]).size > PER_CUSTOMER) throw new Refusal(40058)
  const spread = now + platform.delays.tagMs
  for (const id of add) if (!follow.tags.has(id)) follow.tags.set(id, spread)
  for (const id of remove) if (follow.tags.delete(id) && platform.delays.tagMs > 0) follow.fading.set(id, spread)
  for (const [id, until] of follow.fading) if (until <= now) follow.fading.delete(id)
  return {}
}

export const tagEndpoints = [
  contacts.post('get_corp_tag_list', listTags),
  contacts.post('add_corp_tag', addTags),
  contacts.post('edit_corp_tag', editTag),
  contacts.post('del_corp_tag', deleteTags),
  contacts.post('mark_tag', markTags),
]
