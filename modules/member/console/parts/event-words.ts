import type { Format, Translator } from '@grove/i18n'
import type { TimelineEntry } from '../../contract/index.ts'

/**
 * One sentence for an event: words live at `event.<kind>` in the locales of the module that writes it, or at `event.<kind>.<field>` for each
 * field that may have changed; `event.word.<field>.<value>` puts a value into words.
 */
export function eventWords(t: Translator, f: Format, entry: Pick<TimelineEntry, 'kind' | 'data' | 'memberName'>): string {
  const key = `event.${entry.kind}`
  const fields = Object.entries(entry.data)
  const params = Object.fromEntries(fields.map(([field, value]) => [field, valueWords(t, f, field, value)]))
  const parts = fields.flatMap(([field, value]) => {
    const own = value === null ? `${key}.${field}.none` : `${key}.${field}`
    return t.has(own) ? t(own, params) : []
  })
  if (parts.length) return parts.join(t('member.comma'))
  return t.has(key) ? t(key, { ...params, member: entry.memberName ?? '' }).trim() : entry.kind
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

function valueWords(t: Translator, f: Format, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('event.nothing')
  if (Array.isArray(value)) return value.map((one) => valueWords(t, f, field, one)).join(t('member.comma'))
  const text = String(value)
  const known = `event.word.${field}.${text}`
  if (t.has(known)) return t(known)
  return MOMENT.test(text) ? f.dateTime(text) : text.replace(/^attributes\./, '')
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
