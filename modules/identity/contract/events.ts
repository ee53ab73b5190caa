import { eventKind, id, role } from '@grove/kernel/contract'
import { z } from 'zod'

export const sendsStopped = eventKind('workspace.sends_stopped', z.object({ reason: z.string() }))
export const sendsResumed = eventKind('workspace.sends_resumed', z.object({}))
export const staffJoined = eventKind('staff.joined', z.object({ staffId: id, role }))
export const staffLeft = eventKind('staff.left', z.object({ staffId: id }))

export const identityEvents = [sendsStopped, sendsResumed, staffJoined, staffLeft]
