import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { amount, entry } from './model.ts'

const ledger = pageOf(entry).extend({ balance: z.number() })

export const pointsOfMember = route({
  method: 'GET',
  path: '/api/members/:id/points',
  summary: 'A member’s balance and every entry behind it, newest first',
  access: { right: 'points.read' },
  input: pageInput.extend({ id: idParam }),
  output: ledger,
})
export const adjustPoints = route({
  method: 'POST',
  path: '/api/members/:id/points',
  summary: 'Give or take points by hand, with the reason the member will read',
  access: { right: 'points.adjust' },
  input: z.object({ id: idParam, amount, note: z.string().trim().min(1).max(200) }),
  output: z.object({ balance: z.number() }),
})
export const reverseEntry = route({
  method: 'POST',
  path: '/api/points/:id/reverse',
  summary: 'Undo one entry by another',
  access: { right: 'points.adjust' },
  input: z.object({ id: idParam, note: z.string().trim().min(1).max(200) }),
  output: z.object({ entryId: id }),
})
export const myPoints = route({
  method: 'GET',
  path: '/api/m/:ws/points',
  summary: 'My points and where they come from',
  access: 'member',
  input: pageInput.extend({ ws: z.string() }),
  output: ledger,
})
