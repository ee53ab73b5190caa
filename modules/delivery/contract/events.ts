import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

export const delivered = eventKind('delivery.delivered', z.object({ itemId: id, title: z.string() }), {
  zh: '拿到承诺项',
  en: 'Received a deliverable',
})
export const deliveryEvents = [delivered] as const
