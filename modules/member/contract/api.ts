import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { attributeKey, attributeValue, memberDetail, memberKind, memberSummary, profile, stage, timelineEntry, moment } from './model.ts'

const oneMember = z.object({ id: idParam })
export const done = z.object({ changed: z.number().int() })
const memberIds = z.array(id).max(10_000)

/** The member list's filters; the same object names the rows of an export. */
export const memberFilter = z.object({
  text: z.string().trim().max(60).optional(),
  tagId: idParam.optional(),
  /** Numbers of several tags, separated by commas; carried as `tagHow` says: any of them unless told, all, or none. */
  tagIds: z
    .string()
    .regex(/^\d{1,15}(?:,\d{1,15}){0,9}$/)
    .optional(),
  /** `untagged`: carries no tag at all, whatever `tagIds` says. */
  tagHow: z.enum(['any', 'all', 'none', 'untagged']).optional(),
  city: z.string().max(60).optional(),
  /** Days of becoming known in the workspace's zone, both included. */
  createdFrom: z.iso.date().optional(),
  createdTo: z.iso.date().optional(),
  stage: z.coerce.number().pipe(stage).optional(),
  kind: memberKind.optional(),
  source: z.string().max(100).optional(),
  ownerStaffId: idParam.optional(),
  communityId: idParam.optional(),
  segmentId: idParam.optional(),
  /** Active within, or silent for, this many days. */
  activeDays: z.coerce.number().int().min(1).max(3650).optional(),
  silentDays: z.coerce.number().int().min(1).max(3650).optional(),
})
export type MemberFilter = z.infer<typeof memberFilter>
/** Members ticked one by one, or everybody the filters match (50,000 at most). */
export const chosen = z.object({ memberIds: memberIds.default([]), filter: memberFilter.optional() })

/** `-` before it: descending. */
export const memberSort = z.enum(['-createdAt', 'createdAt', '-lastActiveAt', 'lastActiveAt'])
export type MemberSort = z.infer<typeof memberSort>

export const listMembers = route({
  method: 'GET',
  path: '/api/members',
  summary: 'Members, by filter',
  access: { right: 'member.read' },
  input: pageInput.extend(memberFilter.shape).extend({ sort: memberSort.default('-createdAt') }),
  output: pageOf(memberSummary),
})
export const getMember = route({
  method: 'GET',
  path: '/api/members/:id',
  summary: 'One member with its fields, tags and identities',
  access: { right: 'member.read' },
  input: oneMember,
  output: memberDetail,
})
export const memberTimeline = route({
  method: 'GET',
  path: '/api/members/:id/timeline',
  summary: 'What happened with a member, newest first',
  access: { right: 'member.read' },
  input: pageInput.extend({
    id: idParam,
    kind: z.string().max(60).optional(),
    communityId: idParam.optional(),
    /** Only the last so many days. */
    days: z.coerce.number().int().min(1).max(3650).optional(),
  }),
  output: pageOf(timelineEntry),
})
export const createMember = route({
  method: 'POST',
  path: '/api/members',
  summary: 'Make one member',
  access: { right: 'member.write' },
  input: profile.extend({
    kind: memberKind.default('member'),
    stage: stage.default(1),
    source: z.string().trim().max(100).nullable().default(null),
    ownerStaffId: id.nullable().default(null),
  }),
  output: z.object({ id }),
})
export const updateMember = route({
  method: 'PATCH',
  path: '/api/members/:id',
  summary: 'Change fields of a member; fields left out stay',
  access: { right: 'member.write' },
  input: profile.partial().extend({ id: idParam, kind: memberKind.optional(), ownerStaffId: id.nullable().optional() }),
  output: done,
})
export const memberBehaviour = route({
  method: 'GET',
  path: '/api/members/:id/behaviour',
  summary: 'How much of what the log holds of a member, by noun; counted over the latest ten thousand events',
  access: { right: 'member.read' },
  input: oneMember,
  output: z.object({
    counts: z.array(z.object({ what: z.string(), count: z.number().int(), days30: z.number().int() })),
    more: z.boolean(),
    lastAt: moment.nullable(),
  }),
})
export const revealContact = route({
  method: 'GET',
  path: '/api/members/:id/reveal',
  summary: 'The unmasked phones or e-mails of a member; every look is audited',
  access: { right: 'member.reveal' },
  input: z.object({ id: idParam, field: z.enum(['phone', 'email']) }),
  output: z.object({ values: z.array(z.string()) }),
})
export const setAttribute = route({
  method: 'POST',
  path: '/api/members/attributes',
  summary: 'Set one free attribute of many members; null removes it',
  access: { right: 'member.write' },
  input: chosen.extend({ key: attributeKey, value: attributeValue }),
  output: done,
})
export const moveStage = route({
  method: 'POST',
  path: '/api/members/stage',
  summary: 'Move members on the relationship ladder',
  access: { right: 'member.write' },
  input: chosen.extend({ stage }),
  output: done,
})
export const listCities = route({
  method: 'GET',
  path: '/api/member-cities',
  summary: 'Cities of members',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(z.string()) }),
})
export const listSources = route({
  method: 'GET',
  path: '/api/members/sources',
  summary: 'Sources that members came from',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(z.string()) }),
})
export const listCommunityChoices = route({
  method: 'GET',
  path: '/api/members/communities',
  summary: 'Communities that the member list may be filtered by, the newest first; by a part of their name, or the one of a number',
  access: { right: 'member.read' },
  input: z.object({ text: z.string().trim().max(60).optional(), id: idParam.optional() }),
  output: z.object({ items: z.array(z.object({ id, name: z.string() })) }),
})
export const listSegmentChoices = route({
  method: 'GET',
  path: '/api/members/segment-choices',
  summary: 'Segments that the member list may be filtered by, the newest first',
  access: { right: 'member.read' },
  input: z.object({ lists: z.stringbool().optional() }),
  output: z.object({ items: z.array(z.object({ id, name: z.string() })) }),
})
export const exportMembers = route({
  method: 'GET',
  path: '/api/members/export',
  summary: 'The filtered list, or the members named, as a CSV or a workbook',
  access: { right: 'member.export' },
  /** `revealed`: phones and e-mails in clear, for those with the right to see them. */
  input: memberFilter.extend({
    revealed: z.stringbool().default(false),
    format: z.enum(['csv', 'xlsx']).default('csv'),
    /** Numbers of members, parted by commas; left out: all that the filters match. */
    ids: z
      .string()
      .regex(/^\d{1,16}(?:,\d{1,16})*$/)
      .max(8000)
      .optional(),
    /** In this order; left out: everything. */
    columns: z
      .string()
      .regex(/^\w{1,30}(?:,\w{1,30})*$/)
      .max(600)
      .optional(),
  }),
  output: z.string(),
})
