import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { notice, problem, task, taskKind, upcoming } from './model.ts'

const whose = z.enum(['mine', 'all'])
const okay = z.object({ ok: z.literal(true) })
const many = z.array(id).min(1).max(200)

export const todayRoute = route({
  method: 'GET',
  path: '/api/today',
  summary: 'What to confirm and do now, what fires next, what went wrong',
  access: { right: 'task.read' },
  input: z.object({ whose: whose.default('mine') }),
  output: z.object({
    confirm: z.array(task),
    now: z.array(task),
    later: z.array(task),
    wrong: z.array(problem),
    next: z.array(upcoming),
    counts: z.object({ open: z.number(), overdue: z.number(), doneToday: z.number() }),
    /** True while the workspace's kill switch is on. */
    stopped: z.boolean(),
  }),
})

export const listTasksRoute = route({
  method: 'GET',
  path: '/api/tasks',
  summary: 'Tasks, newest first',
  access: { right: 'task.read' },
  input: pageInput.extend({
    whose: whose.default('all'),
    state: z.string().max(80).optional(),
    kind: taskKind.optional(),
    communityId: idParam.optional(),
    memberId: idParam.optional(),
    assigneeId: idParam.optional(),
    overdue: z.stringbool().optional(),
  }),
  output: pageOf(task),
})

export const getTaskRoute = route({
  method: 'GET',
  path: '/api/tasks/:id',
  summary: 'One task',
  access: { right: 'task.read' },
  input: z.object({ id: idParam }),
  output: task,
})

export const createTaskRoute = route({
  method: 'POST',
  path: '/api/tasks',
  summary: 'Gives a colleague something to do',
  access: { right: 'task.work' },
  input: z.object({
    title: z.string().trim().min(1).max(200),
    body: z.string().max(4000).optional(),
    assigneeId: id.nullable(),
    communityId: id.nullable(),
    memberId: id.nullable(),
    dueAt: moment,
  }),
  output: z.object({ id }),
})

export const completeTasksRoute = route({
  method: 'POST',
  path: '/api/tasks/complete',
  summary: 'Finishes tasks with an outcome; a confirmation releases what waits for it',
  access: { right: 'task.work' },
  input: z.object({
    ids: many,
    outcome: z.string().min(1).max(40),
    note: z.string().max(2000).optional(),
    /** The message as the person wants it, for one confirmation. */
    text: z.string().min(1).max(4000).optional(),
  }),
  output: okay,
})

export const reassignTasksRoute = route({
  method: 'POST',
  path: '/api/tasks/reassign',
  summary: 'Hands tasks to a colleague',
  access: { right: 'task.assign' },
  input: z.object({ ids: many, staffId: id }),
  output: okay,
})

export const cancelTasksRoute = route({
  method: 'POST',
  path: '/api/tasks/cancel',
  summary: 'Drops tasks; what waits for them is not done',
  access: { right: 'task.assign' },
  input: z.object({ ids: many, reason: z.string().max(500).optional() }),
  output: okay,
})

export const listNoticesRoute = route({
  method: 'GET',
  path: '/api/notices',
  summary: 'What the signed-in person was told',
  access: { right: 'task.read' },
  input: pageInput,
  output: pageOf(notice).extend({ unread: z.number() }),
})

export const readNoticesRoute = route({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Marks what one was told as read, up to the newest seen',
  access: { right: 'task.read' },
  input: z.object({ upTo: id }),
  output: okay,
})

export const assigneesRoute = route({
  method: 'GET',
  path: '/api/tasks/assignees',
  summary: 'Colleagues a task can be handed to, with what they have open',
  access: { right: 'task.read' },
  input: z.object({ q: z.string().trim().max(60).optional() }),
  output: z.object({ items: z.array(z.object({ id, name: z.string(), role: z.string(), open: z.number() })) }),
})
