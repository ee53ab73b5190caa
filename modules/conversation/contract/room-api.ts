import { pageInput, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { saying } from './message-model.ts'
import {
  done,
  history,
  historyAnswer,
  inThread,
  markInput,
  muteInput,
  ofCommunity,
  peopleAnswer,
  pinInput,
  posted,
  reactInput,
  removeInput,
  seq,
} from './room-input.ts'
import { roomView } from './room-model.ts'

const ofMember = ofCommunity.extend({ ws: z.string().min(1).max(40) })
const memberPath = <const P extends string>(path: P) => `/api/m/:ws/rooms/:communityId${path}` as const

export const enterRoom = route({
  method: 'GET',
  path: memberPath(''),
  summary: 'The room of a community, and the caller’s seat in it',
  access: 'member',
  input: ofMember,
  output: roomView,
})
export const readMessages = route({
  method: 'GET',
  path: memberPath('/messages'),
  summary: 'A page of the room or of one’s own private thread',
  access: 'member',
  input: ofMember.extend(history),
  output: historyAnswer,
})
export const postMessage = route({
  method: 'POST',
  path: memberPath('/messages'),
  summary: 'Say something; the same key again answers the same message',
  access: 'member',
  input: ofMember.extend({ ...inThread, ...saying.shape }),
  output: posted,
})
export const recallMessage = route({
  method: 'POST',
  path: memberPath('/messages/:seq/recall'),
  summary: 'Take a message back: one’s own, or anybody’s for a duty member',
  access: 'member',
  input: ofMember.extend({ ...inThread, seq }),
  output: done,
})
export const reactToMessage = route({
  method: 'POST',
  path: memberPath('/messages/:seq/reactions'),
  summary: 'Answer a message with an emoji, or take that back',
  access: 'member',
  input: ofMember.extend(reactInput),
  output: done,
})
export const markRead = route({
  method: 'POST',
  path: memberPath('/read'),
  summary: 'Read up to here',
  access: 'member',
  input: ofMember.extend(markInput),
  output: done,
})
export const listPeople = route({
  method: 'GET',
  path: memberPath('/people'),
  summary: 'Who is in the community',
  access: 'member',
  input: pageInput.extend({ ...ofMember.shape, text: z.string().trim().max(60).optional() }),
  output: peopleAnswer,
})
export const pinNotice = route({
  method: 'PUT',
  path: memberPath('/pin'),
  summary: 'Pin a notice or a message on top of the room; empty takes it down (duty members)',
  access: 'member',
  input: ofMember.extend(pinInput.shape),
  output: done,
})
export const muteMember = route({
  method: 'POST',
  path: memberPath('/people/:memberId/mute'),
  summary: 'Mute a member for some minutes; 0 ends it (duty members)',
  access: 'member',
  input: ofMember.extend(muteInput),
  output: done,
})
export const removeMember = route({
  method: 'POST',
  path: memberPath('/people/:memberId/remove'),
  summary: 'Remove a member by a rule, with evidence (duty members)',
  access: 'member',
  input: ofMember.extend(removeInput),
  output: done,
})
