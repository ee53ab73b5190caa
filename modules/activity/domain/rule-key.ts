import type { AwardRule } from '../contract/index.ts'

/** The word that says who gets an award; nobody is told of a least number of one. */
export const ruleKey = (who: AwardRule): string =>
  who.kind === 'joined' && who.atLeast <= 1 ? 'activity.rule.everybody' : `activity.rule.${who.kind}`

/** The numbers that stand in that word. */
export const ruleNumbers = (who: AwardRule): Record<string, number> =>
  Object.fromEntries(Object.entries(who).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
