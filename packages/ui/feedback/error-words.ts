import { CallError } from '@grove/client'
import type { Translator } from '@grove/i18n'

/** What happened and what to do, in the reader's language; never a bare code. */
export function errorWords(t: Translator, error: unknown): string {
  if (!(error instanceof CallError)) return t('error.unknown', { code: 'page' })
  const key = `error.${error.code}`
  return t.has(key) ? t(key, error.data) : t('error.unknown', { code: error.code })
}

/** Words for one field's problem from a `kernel.invalid_input` answer; a `message` that is a locale key is looked up. */
export function issueWords(t: Translator, issue: { readonly code: string; readonly message: string }): string {
  const key = `ui.issue.${issue.code}`
  if (t.has(issue.message)) return t(issue.message)
  return t.has(key) ? t(key) : t('ui.issue.custom')
}
