import type { Translator } from '@grove/i18n'
import type { Entry } from '../contract/index.ts'

/** The reason as the member reads it; a reason nobody has words for shows its note. */
export function reasonWords(t: Translator, { reason, detail }: Pick<Entry, 'reason' | 'detail'>): string {
  const key = `points.reason.${reason}`
  return t.has(key) ? t(key, detail) : String(detail['note'] ?? t('points.reason.other'))
}
