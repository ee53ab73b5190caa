import { dueLoop } from '@grove/kernel/server'
import { moveDueTracks } from './move-tracks.ts'
import { nextDueTrack, workspacesWithDueTracks } from './store-track.ts'

/** Advances what is due, set by set. */
export const playbookLoop = dueLoop({
  name: 'playbook',
  wakeOn: ['playbook'],
  everyMs: 1000,
  due: workspacesWithDueTracks,
  run: moveDueTracks,
  nextAt: nextDueTrack,
})
