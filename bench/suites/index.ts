import type { Bench } from '../harness.ts'
import { eventLogBench } from './event-log.ts'

export const suites: readonly Bench[] = [eventLogBench]
