import type { Bench } from '../harness.ts'
import { activityAnswersBench } from './activity-answers.ts'
import { activityCardBench } from './activity-card.ts'
import { campBench } from './camp.ts'
import { eventLogBench } from './event-log.ts'
import { fanOutBench } from './fan-out.ts'
import { importBench } from './import.ts'
import { listsBench } from './lists.ts'
import { roomBench } from './room.ts'
import { segmentsBench } from './segments.ts'
import { startBench } from './start.ts'
import { wecomCallbacksBench } from './wecom-callbacks.ts'
import { wecomSyncBench } from './wecom-sync.ts'
import { wecomIngressBench } from './wecom-ingress.ts'

export const suites: readonly Bench[] = [
  fanOutBench,
  eventLogBench,
  roomBench,
  listsBench,
  importBench,
  segmentsBench,
  activityAnswersBench,
  activityCardBench,
  campBench,
  startBench,
  wecomCallbacksBench,
  wecomSyncBench,
  wecomIngressBench,
]
