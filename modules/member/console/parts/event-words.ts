import type { Translator } from '@grove/i18n'
import type { TimelineEntry } from '../../contract/index.ts'

/** One sentence for an event: words live at `event.<kind>` in the locales of the module that writes it, `event.word.<field>.<value>` for values. */
export function eventWords(t: Translator, entry: Pick<TimelineEntry, 'kind' | 'data' | 'memberName'>): string {
  const key = `event.${entry.kind}`
  if (!t.has(key)) return entry.kind
  const params = Object.fromEntries(Object.entries(entry.data).map(([field, value]) => [field, valueWords(t, field, value)]))
  return t(key, { ...params, member: entry.memberName ?? '' }).trim()
}

function valueWords(t: Translator, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('event.nothing')
  if (Array.isArray(value)) return value.map((one) => valueWords(t, field, one)).join(t('member.comma'))
  const known = `event.word.${field}.${String(value)}`
  return t.has(known) ? t(known) : String(value).replace(/^attributes\./, '')
}

/** What stands under the sentence: a reason, the evidence. */
export function eventBody(entry: Pick<TimelineEntry, 'data'>): string {
  return ['reason', 'evidence']
    .flatMap((field) => {
      const value = entry.data[field]
      return typeof value === 'string' && value !== '' ? [value] : []
    })
    .join(' · ')
}

/** Who did it, in words; empty when the member did it themselves or nobody can be named. */
export function actorWords(t: Translator, entry: Pick<TimelineEntry, 'actor' | 'memberId'>): string {
  const { actor } = entry
  if (!actor || actor.kind === 'visitor') return ''
  if (actor.kind === 'member') return actor.id === entry.memberId ? '' : (actor.name ?? '')
  if (actor.kind === 'staff') return t('event.by', { name: actor.name ?? '' })
  return actor.kind === 'apiKey' ? t('event.by_api') : t('event.by_system')
}
