import type { ConditionKind } from '@grove/condition-kit/contract'
import { attributeCondition } from './condition-attribute.ts'
import { eventsCondition } from './condition-events.ts'
import { stageCondition } from './condition-stage.ts'
import { tagCondition, tagsCondition } from './condition-tag.ts'

/** Questions about the record, its tags and what happened to the member. */
export const memberConditions: readonly ConditionKind[] = [tagCondition, tagsCondition, attributeCondition, stageCondition, eventsCondition]
