import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

/** Somebody came through a code. */
export const codeJoined = eventKind('code.joined', z.object({ codeId: id, name: z.string(), source: z.string() }), {
  zh: '从渠道码来',
  en: 'Came through a channel code',
})

export const codeEvents = [codeJoined] as const
