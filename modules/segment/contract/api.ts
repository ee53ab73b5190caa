import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import {
  explained,
  kindOfQuestion,
  lines,
  name,
  rawCondition,
  segmentDetail,
  segmentKind,
  segmentSummary,
  tagRule,
  words,
} from './model.ts'

const read = { right: 'segment.read' } as const
const manage = { right: 'segment.manage' } as const
const one = z.object({ id: idParam })
const done = z.object({ changed: z.number().int() })
const count = z.object({ count: z.number().int(), exact: z.boolean() })
const memberIds = z.array(id).max(10_000)
const person = z.object({ id, displayName: z.string(), city: z.string().nullable(), stage: z.number().int() })

export const listSegments = route({
  method: 'GET',
  path: '/api/segments',
  summary: 'Segments, the newest first',
  access: read,
  input: pageInput.extend({ text: z.string().trim().max(60).optional(), kind: segmentKind.optional() }),
  output: pageOf(segmentSummary),
})
export const getSegment = route({
  method: 'GET',
  path: '/api/segments/:id',
  summary: 'One segment with its condition, sizes and where it is used',
  access: read,
  input: one,
  output: segmentDetail,
})
export const createSegment = route({
  method: 'POST',
  path: '/api/segments',
  summary: 'A live segment by its condition, or a list by its members',
  access: manage,
  input: z.object({
    name,
    note: z.string().max(500).default(''),
    condition: rawCondition.optional(),
    /** Members of a list; with a condition as well, the list is filled by it once. */
    memberIds: memberIds.optional(),
    frozen: z.boolean().default(false),
  }),
  output: z.object({ id }),
})
export const updateSegment = route({
  method: 'PATCH',
  path: '/api/segments/:id',
  summary: 'Changes name, note or condition',
  access: manage,
  input: one.extend({ name: name.optional(), note: z.string().max(500).optional(), condition: rawCondition.optional() }),
  output: done,
})
export const removeSegment = route({
  method: 'DELETE',
  path: '/api/segments/:id',
  summary: 'Removes a segment that nothing uses',
  access: manage,
  input: one,
  output: done,
})
export const rebuildSegment = route({
  method: 'POST',
  path: '/api/segments/:id/rebuild',
  summary: 'Looks at every member again',
  access: manage,
  input: one,
  output: done,
})
export const changeList = route({
  method: 'POST',
  path: '/api/segments/:id/members',
  summary: 'Puts members into a list or takes them out',
  access: manage,
  input: one.extend({ add: memberIds.default([]), remove: memberIds.default([]) }),
  output: done,
})
export const previewCondition = route({
  method: 'POST',
  path: '/api/segments/preview',
  summary: 'How many members meet a condition, some of them, and the condition in words',
  access: read,
  input: z.object({
    condition: rawCondition,
    exact: z.boolean().default(false),
    sample: z.number().int().min(0).max(20).default(5),
    id: id.optional(),
  }),
  output: z.object({ words, lines, total: count, sample: z.array(person) }),
})
export const explainMember = route({
  method: 'POST',
  path: '/api/segments/explain',
  summary: 'Which clauses hold for one member and which do not',
  access: read,
  input: z.object({ condition: rawCondition, memberId: id }),
  output: z.object({ memberId: id, displayName: z.string(), counted: z.boolean(), explanation: explained }),
})
export const listKinds = route({
  method: 'GET',
  path: '/api/segment-questions',
  summary: 'Kinds of questions a condition may ask of all members',
  access: read,
  input: z.object({}),
  output: z.object({ items: z.array(kindOfQuestion) }),
})
export const eventProperties = route({
  method: 'GET',
  path: '/api/segment-event-properties',
  summary: 'What events of a kind carry and a question may test',
  access: read,
  input: z.object({ event: z.string().max(80) }),
  output: z.object({
    items: z.array(
      z.object({ property: z.string(), label: words, input: z.enum(['text', 'number', 'yesno', 'choice']), choices: z.array(z.string()) }),
    ),
  }),
})
export const listChoices = route({
  method: 'GET',
  path: '/api/segment-choices',
  summary: 'What a question may name',
  access: read,
  input: z.object({ lookup: z.string().max(40), text: z.string().max(60).default(''), keys: z.string().max(2000).optional() }),
  output: z.object({ items: z.array(z.object({ value: z.union([z.string(), z.number()]), label: z.union([z.string(), words]) })) }),
})
export const listStays = route({
  method: 'GET',
  path: '/api/segments/:id/members',
  summary: 'Who is in, or who left',
  access: read,
  input: pageInput.extend({ id: idParam, which: z.enum(['in', 'left']).default('in') }),
  output: pageOf(person.extend({ enteredAt: moment, leftAt: moment.nullable() })),
})
export const segmentsOfMember = route({
  method: 'GET',
  path: '/api/members/:id/segments',
  summary: 'Segments a member is in',
  access: read,
  input: one,
  output: z.object({ items: z.array(z.object({ id, name: z.string(), kind: segmentKind, enteredAt: moment })) }),
})
export const overlapOfSegments = route({
  method: 'GET',
  path: '/api/segment-overlap',
  summary: 'How many members two segments share',
  access: read,
  input: z.object({ a: idParam, b: idParam }),
  output: z.object({ onlyA: z.number().int(), both: z.number().int(), onlyB: z.number().int() }),
})
export const listTagRules = route({
  method: 'GET',
  path: '/api/tag-rules',
  summary: 'Rules that give tags by segment',
  access: read,
  input: z.object({}),
  output: z.object({ items: z.array(tagRule) }),
})
export const saveTagRule = route({
  method: 'POST',
  path: '/api/tag-rules',
  summary: 'Makes a rule, switches it on or off',
  access: { right: 'tag.manage' },
  input: z.object({
    id: id.optional(),
    segmentId: id,
    tag: z.string().trim().min(1).max(40),
    until: z.enum(['leaves', 'stays']),
    /** Ends by itself so many days after the member entered. */
    days: z.number().int().min(1).max(3650).nullable().default(null),
    active: z.boolean().default(true),
  }),
  output: z.object({ id }),
})
export const removeTagRule = route({
  method: 'DELETE',
  path: '/api/tag-rules/:id',
  summary: 'Removes a rule; tags it gave stay',
  access: { right: 'tag.manage' },
  input: one,
  output: done,
})
