import type { Bench } from '../harness.ts'
import { eventLogBench } from './event-log.ts'
import { fanOutBench } from './fan-out.ts'
import { roomBench } from './room.ts'

export const suites: readonly Bench[] = [fanOutBench, eventLogBench, roomBench]
