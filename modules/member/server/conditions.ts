import { conditionCompilers, conditionKinds } from '@grove/condition-kit/server'
import type { Extension } from '@grove/kernel/server'
import { memberConditions } from '../contract/index.ts'
import { attributeCompiler } from './compile-attribute.ts'
import { contactCompiler, contactFacts, contactLookup } from './compile-contact.ts'
import { eventsCompiler } from './compile-events.ts'
import { stageCompiler, tagCompiler, tagsCompiler } from './compile-standing.ts'
import { activityCompiler, didNotCompiler, didNotFacts, knownCompiler, ownerCompiler } from './compile-time.ts'
import { memberLookups } from './condition-lookups.ts'
import { memberFacts } from './facts.ts'
import { eventFacts } from './facts-event.ts'

const COMPILERS = [
  attributeCompiler,
  contactCompiler,
  eventsCompiler,
  stageCompiler,
  tagCompiler,
  tagsCompiler,
  didNotCompiler,
  activityCompiler,
  knownCompiler,
  ownerCompiler,
]

/** What this module gives to the condition language: kinds, their SQL, and the facts they ask for. */
export const conditionParts: readonly Extension[] = [
  ...memberConditions.map((kind) => conditionKinds.of(kind)),
  ...COMPILERS.map((half) => conditionCompilers.of(half)),
  memberFacts,
  contactFacts,
  eventFacts,
  didNotFacts,
  ...memberLookups,
  contactLookup,
]
