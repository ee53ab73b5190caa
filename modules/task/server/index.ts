import { defineModule, endpoint } from '@grove/kernel/server'
import * as contract from '../contract/index.ts'
import { cancelTasks } from './cancel-tasks.ts'
import { completeTasks } from './complete-tasks.ts'
import { createTask } from './create-task.ts'
import { taskExpiry } from './expiry-loop.ts'
import { assignees, listNotices, readNotices } from './read-notices.ts'
import { getTask, listTasks } from './read-task-list.ts'
import { today } from './read-today.ts'
import { reassignTasks } from './reassign-tasks.ts'
import { memberRows } from './member-rows.ts'

export { cancelTasksOfHouse, cancelTasksOfRuns } from './close-tasks.ts'
export { completeTasks } from './complete-tasks.ts'
export { type Assignee, DONE, type NewTask, SEND, SKIP } from './new-task.ts'
export { readNotices } from './read-notices.ts'
export { notifyStaff, type StaffNotice } from './notify-staff.ts'
export { listTasks } from './read-task-list.ts'
export { openTasks } from './open-tasks.ts'
export { type ClosedTask, type TaskHandler, type TaskPreview, taskHandlers } from './task-handler.ts'
export { type TodaySource, todaySources } from './today-source.ts'

/** Work for people, and Today. */
export const task = defineModule({
  name: 'task',
  tier: 2,
  rights: {
    'task.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'task.work': ['head', 'operator', 'owner', 'sales'],
    'task.assign': ['head', 'operator', 'owner'],
  },
  errors: contract.taskErrors,
  events: [...contract.taskEvents],
  api: [
    endpoint(contract.todayRoute, today),
    endpoint(contract.listTasksRoute, listTasks),
    endpoint(contract.assigneesRoute, assignees),
    endpoint(contract.getTaskRoute, getTask),
    endpoint(contract.createTaskRoute, createTask),
    endpoint(contract.completeTasksRoute, completeTasks),
    endpoint(contract.reassignTasksRoute, reassignTasks),
    endpoint(contract.cancelTasksRoute, cancelTasks),
    endpoint(contract.listNoticesRoute, listNotices),
    endpoint(contract.readNoticesRoute, readNotices),
  ],
  loops: [taskExpiry],
  provides: [memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
