import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { codeDetail, codeDraft, codeKind, codeRow, codeState } from './model.ts'

const one = { id: idParam }

export const listCodes = route({
  method: 'GET',
  path: '/api/codes',
  summary: 'Codes of people and of groups, newest first',
  access: { right: 'code.read' },
  input: pageInput.extend({ kind: codeKind.optional(), state: codeState.optional(), text: z.string().trim().min(1).max(60).optional() }),
  output: pageOf(codeRow),
})
export const getCode = route({
  method: 'GET',
  path: '/api/codes/:id',
  summary: 'One code with all that is set on it',
  access: { right: 'code.read' },
  input: z.object(one),
  output: codeDetail,
})
export const codePicture = route({
  method: 'GET',
  path: '/api/codes/:id/picture',
  summary: 'The picture of a code, as PNG; `of` stands for the one that is meant, and changes with it',
  access: { right: 'code.read' },
  input: z.object({ ...one, of: z.string().max(64).optional() }),
  output: z.unknown(),
})
export const createCode = route({
  method: 'POST',
  path: '/api/codes',
  summary: 'Makes a code; its picture appears when the platform has made it',
  access: { right: 'code.write' },
  input: codeDraft.extend({ accountId: id, kind: codeKind }),
  output: z.object({ id }),
})
export const saveCode = route({
  method: 'POST',
  path: '/api/codes/:id',
  summary: 'Changes a code; the printed picture stays the same',
  access: { right: 'code.write' },
  input: codeDraft.extend(one),
  output: z.object({ ok: z.literal(true) }),
})
export const endCode = route({
  method: 'POST',
  path: '/api/codes/:id/end',
  summary: 'Ends a code: whoever scans it afterwards gets nowhere',
  access: { right: 'code.write' },
  input: z.object(one),
  output: z.object({ ok: z.literal(true) }),
})
export const checkCode = route({
  method: 'POST',
  path: '/api/codes/:id/check',
  summary: 'Compares a code with the platform now and puts right what differs',
  access: { right: 'code.write' },
  input: z.object(one),
  output: z.object({ ok: z.literal(true) }),
})
export const listCodeTargets = route({
  method: 'GET',
  path: '/api/code-targets',
  summary: 'Accounts that have codes, with the people and groups a code may lead to',
  access: { right: 'code.read' },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        most: z.object({ person: z.number(), group: z.number() }),
        fullAt: z.number(),
        people: z.array(z.object({ externalId: z.string(), name: z.string() })),
        groups: z.array(z.object({ externalId: z.string(), name: z.string(), members: z.number(), gone: z.boolean() })),
      }),
    ),
  }),
})
export const codeFigures = route({
  method: 'GET',
  path: '/api/code-figures',
  summary: 'People who came through codes, by day and by source',
  access: { right: 'code.read' },
  input: z.object({ id: idParam.optional(), days: z.coerce.number().int().min(1).max(180).default(30) }),
  output: z.object({
    days: z.array(z.object({ day: z.string(), joins: z.number() })),
    sources: z.array(z.object({ source: z.string(), joins: z.number(), codes: z.number() })),
  }),
})
export const listCodeJoins = route({
  method: 'GET',
  path: '/api/codes/:id/joins',
  summary: 'Who came through a code, newest first',
  access: { right: 'code.read' },
  input: pageInput.extend(one),
  output: pageOf(
    z.object({ id, at: moment, member: z.object({ id, name: z.string() }).nullable(), externalId: z.string(), target: z.string() }),
  ),
})
