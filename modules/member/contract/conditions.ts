import type { ConditionKind } from '@grove/condition-kit/contract'
import { attributeCondition } from './condition-attribute.ts'
import { contactCondition } from './condition-contact.ts'
import { eventsCondition } from './condition-events.ts'
import { stageCondition } from './condition-stage.ts'
import { tagCondition, tagsCondition } from './condition-tag.ts'
import { activityCondition, didNotCondition, knownCondition, ownerCondition } from './condition-time.ts'

/** Questions about the record, its tags and what happened to the member. */
export const memberConditions: readonly ConditionKind[] = [
  tagCondition,
  tagsCondition,
  attributeCondition,
  contactCondition,
  stageCondition,
  eventsCondition,
  didNotCondition,
  activityCondition,
  knownCondition,
  ownerCondition,
]
