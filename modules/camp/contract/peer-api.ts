import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { submission } from './model.ts'
import { criterion, MOST_CRITERIA } from './plan.ts'

const onPhone = z.object({ ws: z.string(), code: z.string().max(20) })

export const peerWork = submission.extend({
  id,
  day: z.number(),
  place: z.number(),
  title: z.string(),
  ask: z.string(),
  outOf: z.number(),
  until: moment,
  open: z.boolean(),
  /** The rubric and what was given by it, in its order; empty where one score is asked for. */
  criteria: z.array(criterion),
  points: z.array(z.number()),
  score: z.number().nullable(),
  comment: z.string().nullable(),
})
export type PeerWork = z.infer<typeof peerWork>
export const lookAtPeers = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/peers',
  summary: 'The camp whose homework the member reads',
  access: 'member',
  input: onPhone,
  output: z.object({ camp: z.string(), communityId: id }),
})
export const listPeerWork = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/peers/work',
  summary: 'Homework of others that the member reads, without their names, the latest day first',
  access: 'member',
  input: onPhone.extend(pageInput.shape),
  output: pageOf(peerWork),
})
export const readPeer = route({
  method: 'PUT',
  path: '/api/m/:ws/camps/:code/peers',
  summary:
    'A score, or points by criterion where there is a rubric, and a line for the homework of somebody else; changed until the time is over',
  access: 'member',
  input: onPhone.extend({
    day: z.number().int().min(1),
    place: z.number().int().min(1).max(5),
    score: z.number().int().min(0).max(100).nullable().default(null),
    /** One for each criterion, in its order; the score is derived from them. */
    points: z.array(z.number().int().min(0).max(100)).max(MOST_CRITERIA).default([]),
    comment: z.string().trim().min(5).max(500),
  }),
  output: z.object({ kept: z.boolean() }),
})

/** Largest sound, in bytes: about five minutes of a phone's voice. */
export const MAX_SOUND_BYTES = 5 * 1024 * 1024
export const uploadSound = route({
  method: 'POST',
  path: '/api/m/:ws/camps/:code/sounds',
  summary: 'A voice for a check-in; the body is the file',
  access: 'member',
  input: onPhone,
  output: z.object({ id, url: z.string() }),
  maxBytes: MAX_SOUND_BYTES,
})
/** Not called by hand: its address comes signed with the check-in. */
export const serveSound = route({
  method: 'GET',
  path: '/api/m/:ws/camp-sounds/:id',
  summary: 'The sound itself, at a signed address, whole or in part',
  access: 'visitor',
  input: z.object({ ws: z.string(), id: idParam, e: z.coerce.number().int(), s: z.string().max(64) }),
  output: z.unknown(),
})
