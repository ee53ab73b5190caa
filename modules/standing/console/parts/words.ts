import type { Translator } from '@grove/i18n'
import type { Ladder, MoveCause } from '../../contract/index.ts'

export function stepWords(t: Translator, ladder: Ladder, step: number): string {
  return t(ladder === 'stage' ? `member.stage.${step}` : `standing.${ladder}.${step}`)
}

/** Why somebody moved, in one line. */
export function causeWords(t: Translator, cause: MoveCause | null): string {
  if (!cause) return t('standing.cause.none')
  if (cause.by === 'rule') {
    const rule = cause.rule === undefined ? t('standing.cause.otherwise') : t('standing.cause.rule', { n: cause.rule + 1 })
    return t('standing.cause.by_rule', { event: eventName(t, cause.event ?? 'time'), rule, version: cause.version ?? 0 })
  }
  const words = t(`standing.cause.by.${cause.by}`)
  return cause.reason ? t('standing.cause.with_reason', { words, reason: cause.reason }) : words
}

/** What kind of event it was; the words of each module that are short enough, or the kind itself. */
export function eventName(t: Translator, kind: string): string {
  const key = `standing.event.${kind}`
  return t.has(key) ? t(key) : kind
}
