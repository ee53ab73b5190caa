import { id, pageInput, pageOf, route } from '@grove/kernel/contract'
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

const staffPath = <const P extends string>(path: P) => `/api/rooms/:communityId${path}` as const

export const staffEnterRoom = route({
  method: 'GET',
  path: staffPath(''),
  summary: 'The room of a community, for staff',
  access: { right: 'room.read' },
  input: ofCommunity,
  output: roomView,
})
export const staffReadMessages = route({
  method: 'GET',
  path: staffPath('/messages'),
  summary: 'A page of the room or of a private thread',
  access: { right: 'room.read' },
  input: ofCommunity.extend(history),
  output: historyAnswer,
})
export const staffPostMessage = route({
  method: 'POST',
  path: staffPath('/messages'),
  summary: 'Say something in the room or to one member',
  access: { right: 'room.post' },
  input: ofCommunity.extend({ ...inThread, ...saying.shape }),
  output: posted,
})
export const staffRecallMessage = route({
  method: 'POST',
  path: staffPath('/messages/:seq/recall'),
  summary: 'Take back anybody’s message',
  access: { right: 'room.moderate' },
  input: ofCommunity.extend({ ...inThread, seq }),
  output: done,
})
export const staffReactToMessage = route({
  method: 'POST',
  path: staffPath('/messages/:seq/reactions'),
  summary: 'Answer a message with an emoji, or take that back',
  access: { right: 'room.post' },
  input: ofCommunity.extend(reactInput),
  output: done,
})
export const staffMarkRead = route({
  method: 'POST',
  path: staffPath('/read'),
  summary: 'Read up to here',
  access: { right: 'room.read' },
  input: ofCommunity.extend(markInput),
  output: done,
})
export const staffListPeople = route({
  method: 'GET',
  path: staffPath('/people'),
  summary: 'Who is in the community',
  access: { right: 'room.read' },
  input: pageInput.extend({ ...ofCommunity.shape, text: z.string().trim().max(60).optional() }),
  output: peopleAnswer,
})
export const staffPinNotice = route({
  method: 'PUT',
  path: staffPath('/pin'),
  summary: 'Pin a notice or a message on top of the room; empty takes it down',
  access: { right: 'room.moderate' },
  input: ofCommunity.extend(pinInput.shape),
  output: done,
})
export const staffMuteMember = route({
  method: 'POST',
  path: staffPath('/people/:memberId/mute'),
  summary: 'Mute a member for some minutes; 0 ends it',
  access: { right: 'room.moderate' },
  input: ofCommunity.extend(muteInput),
  output: done,
})
export const staffRemoveMember = route({
  method: 'POST',
  path: staffPath('/people/:memberId/remove'),
  summary: 'Remove a member by a rule, with evidence',
  access: { right: 'room.moderate' },
  input: ofCommunity.extend(removeInput),
  output: done,
})

export const listThreads = route({
  method: 'GET',
  path: staffPath('/threads'),
  summary: 'Private threads of a community, newest first; `waiting` keeps those without an answer',
  access: { right: 'room.read' },
  input: pageInput.extend({ ...ofCommunity.shape, waiting: z.stringbool().optional() }),
  output: pageOf(
    z.object({
      memberId: id,
      name: z.string(),
      avatarUrl: z.string().nullable(),
      lastAt: z.string(),
      waitingSince: z.string().nullable(),
      excerpt: z.string(),
    }),
  ),
})
