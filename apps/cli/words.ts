import embeddedEn from '@grove/embedded-pg/locales/en.json' with { type: 'json' }
import embeddedZh from '@grove/embedded-pg/locales/zh.json' with { type: 'json' }
import { createTranslator, loadMessages, type Translator } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { GroveError } from '@grove/kernel/contract'
import memberEn from '@grove/member/locales/en.json' with { type: 'json' }
import memberZh from '@grove/member/locales/zh.json' with { type: 'json' }
import playbookEn from '@grove/playbook/locales/en.json' with { type: 'json' }
import playbookZh from '@grove/playbook/locales/zh.json' with { type: 'json' }

/** Words in the language asked for, or that of the terminal. */
export async function terminalWords(asked?: unknown): Promise<Translator> {
  const language = typeof asked === 'string' ? asked : (process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '')
  const locale = /^zh/i.test(language) ? 'zh' : 'en'
  const own = locale === 'zh' ? [embeddedZh, memberZh, playbookZh] : [embeddedEn, memberEn, playbookEn]
  return createTranslator(locale, Object.assign({}, await loadMessages(locale, [baseLocales]), ...own))
}

/** What went wrong and what to do, as far as it is known. */
export function failureWords(error: Error & { code?: string; path?: string }, t: Translator): string {
  if (error instanceof GroveError) return t.has(`error.${error.code}`) ? t(`error.${error.code}`, error.data) : error.code
  const zh = t.locale === 'zh'
  if (error.code === 'ENOENT' && error.path) return zh ? `找不到文件 ${error.path}` : `There is no file ${error.path}`
  if (error.code === 'EACCES' && error.path) return zh ? `没有权限读取 ${error.path}` : `${error.path} may not be read by this user`
  return error.message
}
