import type { Format, Translator } from '@grove/i18n'
import type { TimelineEntry } from '../../contract/index.ts'

/**
 * One sentence for an event: words live at `event.<kind>` in the locales of the module that writes it, or at `event.<kind>.<field>` for each
 * field that may have changed; `event.word.<field>.<value>` puts a value into words,
 * `event.word.<kind>.<field>.<value>` where it means something else in this kind.
 */
export function eventWords(t: Translator, f: Format, entry: Pick<TimelineEntry, 'kind' | 'data' | 'memberName'>): string {
  const key = `event.${entry.kind}`
  const fields = Object.entries(entry.data)
  const params = Object.fromEntries(fields.map(([field, value]) => [field, valueWords(t, f, field, value, entry)]))
  const parts = fields.flatMap(([field, value]) => {
    const own = value === null ? `${key}.${field}.none` : `${key}.${field}`
    return t.has(own) ? t(own, params) : []
  })
  if (parts.length) return parts.join(t('member.comma'))
  return t.has(key) ? t(key, { ...params, member: entry.memberName ?? '' }).trim() : entry.kind
}

/** Words kept in a task or a playbook: in both languages, as a locale key, or as somebody wrote them. */
function keptWords(t: Translator, value: object): string | undefined {
  if ('key' in value && typeof value.key === 'string')
    return t(value.key, 'params' in value ? (value.params as Record<string, string>) : {})
  const own = 'text' in value ? value.text : Reflect.get(value, t.locale)
  return typeof own === 'string' ? own : undefined
}

/** Where a code has its words; reasons of sends and refusals have them on other pages already. */
const homesOf = (kind: string, field: string, code: string) => [
  `event.word.${kind}.${field}.${code}`,
  `event.word.${field}.${code}`,
  `send.reason.${code}`,
  `error.${code}`,
]

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

function valueWords(t: Translator, f: Format, field: string, value: unknown, entry: Pick<TimelineEntry, 'kind' | 'data'>): string {
  if (value === null || value === undefined || value === '') return t('event.nothing')
  if (Array.isArray(value)) return value.map((one) => valueWords(t, f, field, one, entry)).join(t('member.comma'))
  if (typeof value === 'object') return keptWords(t, value) ?? String(entry.data['step'] ?? '')
  const text = String(value)
  const known = homesOf(entry.kind, field, text).find((key) => t.has(key))
  if (known) return t(known)
  return MOMENT.test(text) ? f.dateTime(text) : text.replace(/^attributes\./, '')
}

/** What stands under the sentence: a reason, the evidence. */
export function eventBody(t: Translator, f: Format, entry: Pick<TimelineEntry, 'kind' | 'data'>): string {
  // A step's reason is part of its sentence.
  if (entry.kind.startsWith('run.')) return ''
  return ['reason', 'evidence']
    .flatMap((field) => {
      const value = entry.data[field]
      return typeof value === 'string' && value !== '' ? [valueWords(t, f, field, value, entry)] : []
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
