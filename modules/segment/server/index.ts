import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { segmentNames } from './audit-names.ts'
import { changeList } from './change-list.ts'
import { createSegment, rebuildSegment, removeSegment, updateSegment } from './change-segment.ts'
import { segmentParts } from './conditions.ts'
import { eventProperties } from './event-properties.ts'
import { explainMember } from './explain-member.ts'
import { followEvents } from './follow-events.ts'
import { followRules } from './follow-rules.ts'
import { memberRows } from './member-rows.ts'
import { previewCondition } from './preview-condition.ts'
import { getSegment, listChoices, listKinds, listSegments } from './read-segments.ts'
import { listStays, overlapOfSegments, segmentsOfMember } from './read-stays.ts'
import { rebuildJob, sizeJob } from './rebuild-job.ts'
import { sweepLoop } from './sweep-loop.ts'
import { tagRuleJob } from './tag-rule-job.ts'
import { listTagRules, removeTagRule, saveTagRule } from './tag-rules.ts'

export { checkQuestions } from './check-condition.ts'
export { createSegment, rebuildSegment, updateSegment } from './change-segment.ts'
export { followEvents } from './follow-events.ts'
export { previewCondition } from './preview-condition.ts'

/** The right group of people at any moment. */
export const segment = defineModule({
  name: 'segment',
  tier: 2,
  rights: {
    'segment.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'segment.manage': ['head', 'operator'],
  },
  errors: api.segmentErrors,
  events: api.segmentEvents,
  api: [
    endpoint(api.listSegments, listSegments),
    endpoint(api.listKinds, listKinds),
    endpoint(api.listChoices, listChoices),
    endpoint(api.eventProperties, eventProperties),
    endpoint(api.previewCondition, previewCondition),
    endpoint(api.explainMember, explainMember),
    endpoint(api.overlapOfSegments, overlapOfSegments),
    endpoint(api.getSegment, getSegment),
    endpoint(api.createSegment, createSegment),
    endpoint(api.updateSegment, updateSegment),
    endpoint(api.removeSegment, removeSegment),
    endpoint(api.rebuildSegment, rebuildSegment),
    endpoint(api.listStays, listStays),
    endpoint(api.changeList, changeList),
    endpoint(api.segmentsOfMember, segmentsOfMember),
    endpoint(api.listTagRules, listTagRules),
    endpoint(api.saveTagRule, saveTagRule),
    endpoint(api.removeTagRule, removeTagRule),
  ],
  jobs: [rebuildJob, sizeJob, tagRuleJob],
  readers: [followEvents, followRules],
  loops: [sweepLoop],
  provides: [...segmentParts, memberRows, segmentNames],
  migrations: new URL('./migrations/', import.meta.url),
})
