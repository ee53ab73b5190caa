import type { Requirement } from '../../contract/index.ts'

type T = (key: string, params?: Record<string, unknown>) => string

/** One requirement in a sentence. */
export function requirementWords(t: T, one: Requirement): string {
  switch (one.kind) {
    case 'invitation':
      return t('community.requirement.invitation')
    case 'application':
      return t('community.requirement.application', { count: one.questions.length })
    case 'stage':
      return t('community.requirement.stage', { stage: t(`member.stage.${one.atLeast}`) })
    case 'tag':
      return t('community.requirement.tag', { tag: one.tag })
    case 'profile':
      return t(`community.requirement.profile.${one.op}`, { field: fieldWords(t, one.field), values: one.values.join(' / ') })
  }
}

export function fieldWords(t: T, field: string): string {
  return field.startsWith('attribute:') ? field.slice('attribute:'.length) : t(`community.field.${field}`)
}
