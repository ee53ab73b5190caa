import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

/** Somebody came through a code. */
export const codeJoined = eventKind('code.joined', z.object({ codeId: id, name: z.string(), source: z.string() }))

export const codeEvents = [codeJoined] as const
