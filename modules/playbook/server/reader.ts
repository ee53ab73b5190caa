import { reader } from '@grove/kernel/server'
import { hearEvents } from './hear-events.ts'

/** Acts on what it reads, so it has no reset: replaying it would ask and send again. */
export const playbookReader = reader({ name: 'playbook', kinds: 'all', batch: 500, handle: hearEvents })
