import { dueLoop } from '@grove/kernel/server'
import { moveDueTracks } from './move-tracks.ts'
import { nextDuePlace, workspacesWithDuePlaces } from './store-place.ts'

/** Advances what is due, set by set. */
export const playbookLoop = dueLoop({
  name: 'playbook',
  wakeOn: ['playbook'],
  everyMs: 1000,
  due: workspacesWithDuePlaces,
  run: moveDueTracks,
  nextAt: nextDuePlace,
})
