import { CallError } from '@grove/client'
import type { Translator } from '@grove/i18n'

/** What happened and what to do, in the reader's language; never a bare code. */
export function errorWords(t: Translator, error: unknown): string {
  if (!(error instanceof CallError)) return t('error.unknown', { code: 'page' })
  const key = `error.${error.code}`
  return t.has(key) ? t(key, error.data) : t('error.unknown', { code: error.code })
}

/** Words for one field's problem from a `kernel.invalid_input` answer; a module's own codes are `issue.<code>` in its locales. */
export function issueWords(t: Translator, issue: { readonly code: string; readonly message: string }): string {
  if (/received (undefined|null)$/.test(issue.message)) return t('ui.issue.required')
  const limit = /expected (string|number|int|array)\b.* ([<>])=?(\d+)/.exec(issue.message)
  if (limit) {
    const [, kind = '', sign, count] = limit
    if (kind === 'string' && sign === '>' && count === '1') return t('ui.issue.required')
    return t(`ui.issue.${kind === 'int' ? 'number' : kind}_${sign === '>' ? 'min' : 'max'}`, { count: Number(count) })
  }
  const own = `issue.${issue.code}`
  const common = `ui.issue.${issue.code}`
  return t(t.has(own) ? own : t.has(common) ? common : 'ui.issue.custom')
}
