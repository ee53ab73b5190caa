import { eventKind } from '@grove/kernel/contract'
import { z } from 'zod'
import { taskKind, words } from './model.ts'

// source 1 is a playbook: stepId and occurrence then name the step that asked, runId and communityId stand on the event.
const asked = z.object({ taskId: z.number(), title: words, kind: taskKind, source: z.number(), stepId: z.number(), occurrence: z.number() })

export const taskOpened = eventKind('task.opened', asked.extend({ assigneeStaffId: z.number().nullable(), dueAt: z.string() }), {
  zh: '产生关于此人的待办',
  en: 'A task about them was opened',
})
export const taskDone = eventKind(
  'task.done',
  asked.extend({ outcome: z.string(), answer: words, staffId: z.number().nullable(), onTime: z.boolean() }),
  { zh: '关于此人的待办完成', en: 'A task about them was done' },
)
export const taskExpired = eventKind('task.expired', asked, { zh: '关于此人的待办过期', en: 'A task about them expired' })
export const taskCancelled = eventKind('task.cancelled', asked, { zh: '关于此人的待办取消', en: 'A task about them was cancelled' })

export const taskEvents = [taskOpened, taskDone, taskExpired, taskCancelled] as const
