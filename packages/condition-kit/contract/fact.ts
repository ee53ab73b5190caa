/**
 * Name of one fact about a member or a community: `family` or `family:argument`, e.g. `member.stage`, `member.tag:vip`,
 * `member.events:message.posted:7d`. Families starting with `community.` and `clock.` are the same for everybody in the group.
 */
export type FactKey = string
export type FactValue = string | number | boolean | null
/** What is known when somebody decides; a key that is not there counts as null. */
export type Facts = Readonly<Record<FactKey, FactValue>>

/** Epoch milliseconds of the decision, and its local calendar day; the kit answers both. */
export const CLOCK_NOW = 'clock.now'
export const CLOCK_DAY = 'clock.day'

/** The loader that owns a key is found by its family. */
export function familyOf(key: FactKey): string {
  const colon = key.indexOf(':')
  return colon < 0 ? key : key.slice(0, colon)
}

/** True for facts that differ from member to member, so that a group has to be split by them. */
export function isMemberFact(key: FactKey): boolean {
  return !key.startsWith('community.') && !key.startsWith('clock.')
}
