import type { AwardRule } from '../contract/index.ts'

/** The word that says who gets an award; nobody is told of a least number of one, or of places from one to the same. */
export function ruleKey(who: AwardRule): string {
  if (who.kind === 'joined' && who.atLeast <= 1) return 'activity.rule.everybody'
  if (who.kind === 'rank' && who.from === who.to) return 'activity.rule.place'
  return `activity.rule.${who.kind}`
}

/** The numbers that stand in that word. */
export const ruleNumbers = (who: AwardRule): Record<string, number> =>
  Object.fromEntries(Object.entries(who).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
