import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

const one = z.object({ id: idParam })
const onPhone = z.object({ ws: z.string(), code: z.string().max(20) })
const slot = z.object({ id, at: moment, minutes: z.number(), place: z.string(), seats: z.number(), taken: z.number() })

export const defenceSlot = slot.extend({
  bookings: z.array(
    z.object({ memberId: id, name: z.string(), title: z.string(), passed: z.boolean().nullable(), comment: z.string().nullable() }),
  ),
})
export type DefenceSlot = z.infer<typeof defenceSlot>
export const listSlots = route({
  method: 'GET',
  path: '/api/camps/:id/slots',
  summary: 'Times of defences and showcases with who comes when',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(defenceSlot),
})
export const addSlots = route({
  method: 'POST',
  path: '/api/camps/:id/slots',
  summary: 'Add so many times one after the other',
  access: { right: 'camp.run' },
  input: one.extend({
    from: z.iso.datetime({ offset: true }),
    count: z.number().int().min(1).max(50),
    minutes: z.number().int().min(5).max(240),
    seats: z.number().int().min(1).max(50),
    place: z.string().trim().max(120).default(''),
  }),
  output: z.object({ added: z.number() }),
})
export const removeSlot = route({
  method: 'DELETE',
  path: '/api/camps/:id/slots/:slotId',
  summary: 'Remove a time that nobody has booked',
  access: { right: 'camp.run' },
  input: one.extend({ slotId: idParam }),
  output: z.object({ changed: z.number() }),
})
export const judgeDefence = route({
  method: 'POST',
  path: '/api/camps/:id/defences',
  summary: 'Say whether a defence was passed, with a line the student reads',
  access: { right: 'camp.run' },
  input: one.extend({ memberId: id, passed: z.boolean(), comment: z.string().trim().max(500).default('') }),
  output: z.object({ changed: z.number() }),
})
export const lookAtDefence = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/defence',
  summary: 'The own time to defend, and what came of it',
  access: 'member',
  input: onPhone,
  output: z.object({
    camp: z.string(),
    communityId: id,
    /** Graduation asks for it. */
    counts: z.boolean(),
    mine: z
      .object({
        slotId: id,
        at: moment,
        place: z.string(),
        title: z.string(),
        passed: z.boolean().nullable(),
        comment: z.string().nullable(),
      })
      .nullable(),
  }),
})
export const listTimes = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/defence/times',
  summary: 'Times to choose from that are still to come, the next first',
  access: 'member',
  input: onPhone.extend(pageInput.shape),
  output: pageOf(slot),
})
export const bookDefence = route({
  method: 'PUT',
  path: '/api/m/:ws/camps/:code/defence',
  summary: 'Book a time, or another instead of it, also after a defence that was not passed; without a slot the booking is given back',
  access: 'member',
  input: onPhone.extend({ slotId: id.nullable(), title: z.string().trim().max(80).default('') }),
  output: z.object({ booked: z.boolean() }),
})
