import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

const one = z.object({ id: idParam })
export const MOST_ITEMS = 60

export const deliveryRow = z.object({
  id,
  name: z.string(),
  state: z.string(),
  members: z.number(),
  items: z.number(),
  /** Whole percent of all pieces members are to have. */
  share: z.number().nullable(),
  /** Pieces whose day is over and which somebody lacks. */
  owed: z.number(),
  nextDue: z.string().nullable(),
})
export type DeliveryRow = z.infer<typeof deliveryRow>
export const listDeliveries = route({
  method: 'GET',
  path: '/api/deliveries',
  summary: 'Delivery communities with what members have had of the promise, newest first',
  access: { right: 'delivery.read' },
  input: pageInput,
  output: pageOf(deliveryRow),
})

/** What a member does that ticks an item for them: answers a form for the first time, takes part in an activity of a script. */
export const tickedBy = z.object({ kind: z.enum(['form', 'activity']), key: z.string().trim().min(1).max(60) })
export type TickedBy = z.infer<typeof tickedBy>

export const deliveryItem = z.object({
  id,
  title: z.string(),
  note: z.string(),
  dueOn: z.iso.date(),
  /** `null`: somebody ticks it. */
  tickedBy: tickedBy.nullable(),
  delivered: z.number(),
  late: z.boolean(),
})
export type DeliveryItem = z.infer<typeof deliveryItem>
export const getDelivery = route({
  method: 'GET',
  path: '/api/deliveries/:id',
  summary: 'The promise of a community: each deliverable with its day and how many members have had it',
  access: { right: 'delivery.read' },
  input: one,
  output: deliveryRow.extend({ promise: z.array(deliveryItem), url: z.string() }),
})
export const savePromise = route({
  method: 'PUT',
  path: '/api/deliveries/:id/promise',
  summary: 'Write the promise as a list; what members have had already stays',
  access: { right: 'delivery.write' },
  input: one.extend({
    items: z
      .array(
        z.object({
          id: id.nullable(),
          title: z.string().trim().min(1).max(80),
          note: z.string().trim().max(300).default(''),
          dueOn: z.iso.date(),
          tickedBy: tickedBy.nullable().default(null),
        }),
      )
      .max(MOST_ITEMS),
  }),
  output: z.object({ items: z.number() }),
})
export const deliveryMember = z.object({
  memberId: id,
  name: z.string(),
  delivered: z.array(id),
  result: z.string().nullable(),
})
export type DeliveryMember = z.infer<typeof deliveryMember>
export const listDeliveryMembers = route({
  method: 'GET',
  path: '/api/deliveries/:id/members',
  summary: 'Members with what they have had, who has had least first',
  access: { right: 'delivery.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(deliveryMember),
})
export const markDelivered = route({
  method: 'POST',
  path: '/api/deliveries/:id/delivered',
  summary: 'Tick a deliverable for members, or for everybody; or take it back',
  access: { right: 'delivery.run' },
  input: one.extend({ itemId: id, memberIds: z.array(id).max(500).nullable(), done: z.boolean() }),
  output: z.object({ changed: z.number() }),
})
export const keepResult = route({
  method: 'PUT',
  path: '/api/deliveries/:id/members/:memberId/result',
  summary: 'What a member has to show: a test, a certificate, before and after',
  access: { right: 'delivery.run' },
  input: one.extend({ memberId: idParam, text: z.string().trim().max(500) }),
  output: z.object({ kept: z.boolean() }),
})
export const finishDelivery = route({
  method: 'POST',
  path: '/api/deliveries/:id/finish',
  summary: 'Close the community, or move its members to another; refused while something is owed, unless that is known',
  access: { right: 'delivery.write' },
  input: one.extend({ toCommunityId: id.nullable(), owedKnown: z.boolean().default(false) }),
  output: z.object({ moved: z.number() }),
})
export const myDelivery = route({
  method: 'GET',
  path: '/api/m/:ws/deliveries/:id',
  summary: 'What the member was promised, on which day, what came of it',
  access: 'member',
  input: z.object({ ws: z.string(), id: idParam }),
  output: z.object({
    name: z.string(),
    items: z.array(z.object({ title: z.string(), note: z.string(), dueOn: z.iso.date(), at: moment.nullable(), late: z.boolean() })),
    result: z.string().nullable(),
  }),
})
