import { CallError } from '@grove/client'
import type { Format, Translator } from '@grove/i18n'

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** What happened and what to do, in the reader's language; never a bare code. Moments are told on the reader's clock, sizes in what people count in. */
export function errorWords(t: Translator, error: unknown, f: Format): string {
  if (!(error instanceof CallError)) return t('error.unknown', { code: 'page' })
  const key = `error.${error.code}`
  return t.has(key) ? t(key, readable(error.data, f)) : t('error.unknown', { code: error.code })
}

function readable(data: CallError['data'], f: Format): CallError['data'] {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (typeof value === 'string' && INSTANT.test(value)) return [name, f.dateTime(value)]
      return [name, typeof value === 'number' && name.endsWith('Bytes') ? f.bytes(value) : value]
    }),
  )
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
