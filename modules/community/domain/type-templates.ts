import type { Locale } from '@grove/kernel/contract'
import { type CommunityForm, type CommunityType, communityType, type Threshold, TYPE_FACTS, type TypeTemplate } from '../contract/index.ts'
import type { TypeCopies, TypeCopy } from './type-copy.ts'
import { longLivedEn } from './type-copy-en-long.ts'
import { shortLivedEn } from './type-copy-en-short.ts'
import { longLivedZh } from './type-copy-zh-long.ts'
import { shortLivedZh } from './type-copy-zh-short.ts'

const COPIES: Readonly<Record<Locale, TypeCopies>> = {
  zh: { ...shortLivedZh, ...longLivedZh },
  en: { ...shortLivedEn, ...longLivedEn },
}

/** The eight types as templates in one language: what a new community of each starts with. */
export function typeTemplates(locale: Locale): TypeTemplate[] {
  return communityType.options.map((type) => typeTemplate(type, locale))
}

export function typeTemplate(type: CommunityType, locale: Locale): TypeTemplate {
  const facts = TYPE_FACTS[type]
  const copy = COPIES[locale][type]
  return {
    type,
    name: copy.name,
    purpose: copy.purpose,
    members: copy.members,
    operating: copy.operating,
    leadsTo: copy.leadsTo,
    lifetimeHours: facts.lifetimeHours,
    marketing: facts.marketing,
    screening: facts.screening,
    playbooks: [...facts.playbooks],
    figures: [...facts.figures],
    form: formOf(type, copy),
  }
}

function formOf(type: CommunityType, copy: TypeCopy): Omit<CommunityForm, 'name' | 'channel' | 'chapter' | 'opensAt' | 'closesAt'> {
  const facts = TYPE_FACTS[type]
  return {
    capacity: facts.capacity,
    productLine: copy.leadsTo,
    positioning: { business: copy.business, customer: copy.customer, oneLine: copy.oneLine },
    promise: copy.promise,
    connection: type === 'loyal' || type === 'regional' ? 'decentralised' : 'pyramid',
    rules: copy.rules.map((rule) => ({ ...rule })),
    announcement: copy.announcement,
    welcome: copy.welcome,
    threshold: thresholdOf(copy),
    options: { rejoinAfterSilentExit: !facts.screening, showMemberCount: true },
  }
}

/** Types that screen start with an application; the others with an open link. */
function thresholdOf(copy: TypeCopy): Threshold {
  const questions = copy.questions.map((text, at) => ({ id: `q${at + 1}`, text, required: at < 2 }))
  return { mode: 'all', requirements: questions.length ? [{ kind: 'application', questions }] : [], ask: [] }
}
