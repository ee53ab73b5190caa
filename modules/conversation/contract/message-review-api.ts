import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { sensitiveWord } from './message-model.ts'

export const listHeld = route({
  method: 'GET',
  path: '/api/held-messages',
  summary: 'Messages held back by a sensitive word, oldest first',
  access: { right: 'room.moderate' },
  input: pageInput.extend({ communityId: idParam.optional() }),
  output: pageOf(
    z.object({
      id,
      communityId: id,
      communityName: z.string(),
      memberId: id,
      name: z.string(),
      private: z.boolean(),
      text: z.string(),
      words: z.array(z.string()),
      at: z.string(),
    }),
  ),
})
export const decideHeld = route({
  method: 'POST',
  path: '/api/held-messages/:id/decision',
  summary: 'Let a held message into the room, or refuse it',
  access: { right: 'room.moderate' },
  input: z.object({ id: idParam, approve: z.boolean() }),
  output: z.object({ seq: z.number().nullable() }),
})
export const listWords = route({
  method: 'GET',
  path: '/api/sensitive-words',
  summary: 'The workspace’s sensitive words',
  access: { right: 'room.moderate' },
  input: z.object({}),
  output: z.object({ items: z.array(sensitiveWord) }),
})
export const setWords = route({
  method: 'PUT',
  path: '/api/sensitive-words',
  summary: 'Add words or change what they do; `remove` takes words out',
  access: { right: 'word_list.write' },
  input: z.object({ set: z.array(sensitiveWord).max(2000).default([]), remove: z.array(z.string().max(60)).max(2000).default([]) }),
  output: z.object({ changed: z.number().int() }),
})
