import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { moment } from './model.ts'

const ws = z.string().min(1).max(40)

/** What is agreed to. `messages`: to be written to privately; `profile`: that details are kept and used; `card`: to be shown as an example. */
export const consentPurpose = z.enum(['messages', 'profile', 'card'])
export type ConsentPurpose = z.infer<typeof consentPurpose>
export const consentChannel = z.enum(['phone_page', 'staff', 'import', 'offline'])

export const consentText = z.object({ purpose: consentPurpose, version: z.number().int(), body: z.string(), createdAt: moment })
export type ConsentText = z.infer<typeof consentText>
export const consent = z.object({
  id,
  purpose: consentPurpose,
  version: z.number().int(),
  text: z.string(),
  channel: consentChannel,
  givenAt: moment,
  withdrawnAt: moment.nullable(),
})
export type Consent = z.infer<typeof consent>

export const blockKind = z.enum(['do_not_disturb', 'blacklist'])
export type BlockKind = z.infer<typeof blockKind>
export const block = z.object({ kind: blockKind, reason: z.string(), until: moment.nullable(), at: moment, byName: z.string().nullable() })
export type Block = z.infer<typeof block>

export const listConsentTexts = route({
  method: 'GET',
  path: '/api/consent-texts',
  summary: 'The wording people agree to, every version',
  access: { right: 'member.read' },
  input: z.object({}),
  output: z.object({ items: z.array(consentText) }),
})
export const saveConsentText = route({
  method: 'POST',
  path: '/api/consent-texts',
  summary: 'A new version of a wording; consents given before keep theirs',
  access: { right: 'member.privacy' },
  input: z.object({ purpose: consentPurpose, body: z.string().trim().min(1).max(4000) }),
  output: z.object({ version: z.number().int() }),
})
export const memberPrivacy = route({
  method: 'GET',
  path: '/api/members/:id/privacy',
  summary: 'Consents, do-not-disturb and blacklist of a member',
  access: { right: 'member.read' },
  input: z.object({ id: idParam }),
  output: z.object({ consents: z.array(consent), blocks: z.array(block) }),
})
export const recordConsent = route({
  method: 'POST',
  path: '/api/members/:id/consents',
  summary: 'A consent given outside the member pages, with the newest wording',
  access: { right: 'member.write' },
  input: z.object({ id: idParam, purpose: consentPurpose, channel: consentChannel.default('staff') }),
  output: z.object({ id }),
})
export const withdrawConsent = route({
  method: 'POST',
  path: '/api/members/:id/consents/withdraw',
  summary: 'A consent is taken back',
  access: { right: 'member.write' },
  input: z.object({ id: idParam, purpose: consentPurpose }),
  output: z.object({ changed: z.number().int() }),
})
export const blockMember = route({
  method: 'POST',
  path: '/api/members/:id/blocks',
  summary: 'Do not disturb, or blacklist, with reason and (for do-not-disturb) an end',
  access: { right: 'member.block' },
  input: z.object({
    id: idParam,
    kind: blockKind,
    reason: z.string().trim().min(1).max(200),
    until: z.coerce.date<Date | string>().nullable().default(null),
  }),
  output: z.object({ changed: z.number().int() }),
})
export const unblockMember = route({
  method: 'POST',
  path: '/api/members/:id/blocks/remove',
  summary: 'Take somebody off a list',
  access: { right: 'member.block' },
  input: z.object({ id: idParam, kind: blockKind }),
  output: z.object({ changed: z.number().int() }),
})
export const listBlocks = route({
  method: 'GET',
  path: '/api/member-blocks',
  summary: 'The do-not-disturb list or the blacklist, the newest first',
  access: { right: 'member.read' },
  input: pageInput.extend({ kind: blockKind.default('do_not_disturb') }),
  output: pageOf(block.extend({ memberId: id, displayName: z.string() })),
})
export const exportMemberData = route({
  method: 'GET',
  path: '/api/members/:id/data.json',
  summary: 'Everything that is kept of one member, as a file',
  access: { right: 'member.privacy' },
  input: z.object({ id: idParam }),
  output: z.string(),
})
export const eraseMember = route({
  method: 'POST',
  path: '/api/members/:id/erase',
  summary: 'Forget a member: personal data of all modules goes, what happened stays under a number',
  access: { right: 'member.privacy' },
  input: z.object({ id: idParam, confirm: z.string().max(60) }),
  output: z.object({ changed: z.number().int() }),
})
export const takeUpAgain = route({
  method: 'POST',
  path: '/api/erased-members/take-up',
  summary: 'Somebody who was erased asked to be taken up again: their phone, e-mail or number may be written down anew',
  access: { right: 'member.privacy' },
  input: z.object({
    /** `phone`, `email`, `number`, or the kind of a channel. */
    channel: z.string().regex(/^[a-z_]{1,20}$/),
    externalId: z.string().trim().min(1).max(200),
    /** How they asked, for the audit trail. */
    how: z.string().trim().min(1).max(200),
  }),
  output: z.object({ changed: z.number().int() }),
})

/** Member pages: about oneself only. */
export const myProfile = route({
  method: 'GET',
  path: '/api/m/:ws/me',
  summary: 'Who the member is and what the house knows of them',
  access: 'member',
  input: z.object({ ws }),
  output: z.object({
    displayName: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    gender: z.string().nullable(),
    city: z.string().nullable(),
    occupation: z.string().nullable(),
    industry: z.string().nullable(),
    employer: z.string().nullable(),
    title: z.string().nullable(),
    attributes: z.array(z.object({ label: z.string(), value: z.string() })),
    tags: z.array(z.string()),
    memberSince: moment,
    counts: z.array(z.object({ what: z.string(), count: z.number().int() })),
    consents: z.array(z.object({ purpose: consentPurpose, text: z.string(), version: z.number().int(), givenAt: moment.nullable() })),
    quietUntil: z.object({ until: moment.nullable() }).nullable(),
  }),
})
export const changeMyProfile = route({
  method: 'POST',
  path: '/api/m/:ws/me',
  summary: 'The member changes their own details',
  access: 'member',
  input: z.object({
    ws,
    displayName: z.string().trim().min(1).max(60).optional(),
    city: z.string().trim().max(100).nullable().optional(),
    occupation: z.string().trim().max(100).nullable().optional(),
    industry: z.string().trim().max(100).nullable().optional(),
    employer: z.string().trim().max(100).nullable().optional(),
    title: z.string().trim().max(100).nullable().optional(),
  }),
  output: z.object({ changed: z.number().int() }),
})
export const setMyConsent = route({
  method: 'POST',
  path: '/api/m/:ws/me/consents',
  summary: 'The member agrees, or takes it back',
  access: 'member',
  input: z.object({ ws, purpose: consentPurpose, given: z.boolean() }),
  output: z.object({ changed: z.number().int() }),
})
export const setMyQuiet = route({
  method: 'POST',
  path: '/api/m/:ws/me/quiet',
  summary: 'No private messages please, or again',
  access: 'member',
  input: z.object({ ws, on: z.boolean() }),
  output: z.object({ changed: z.number().int() }),
})
export const downloadMyData = route({
  method: 'GET',
  path: '/api/m/:ws/me/data.json',
  summary: 'Everything that is kept of the member, as a file',
  access: 'member',
  input: z.object({ ws }),
  output: z.string(),
})
