import type { Requirement } from '../../contract/index.ts'

type T = (key: string, params?: Record<string, unknown>) => string

/** One requirement in a sentence; `condition` is its condition in words. */
export function requirementWords(t: T, one: Requirement, condition: string): string {
  switch (one.kind) {
    case 'invitation':
      return t('community.requirement.invitation')
    case 'application':
      return t('community.requirement.application', { count: one.questions.length })
    case 'condition':
      return one.says ? t('community.requirement.condition_says', { condition, says: one.says }) : condition
  }
}
