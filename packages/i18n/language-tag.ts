import type { Locale } from '@grove/kernel/contract'

/** BCP 47 tag for `Intl` and `<html lang>`. */
export function languageTag(locale: Locale): 'zh-CN' | 'en-GB' {
  return locale === 'zh' ? 'zh-CN' : 'en-GB'
}

/** The first language of a browser's list that the product speaks; Chinese when none is. */
export function pickLocale(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh'
    if (tag.toLowerCase().startsWith('en')) return 'en'
  }
  return 'zh'
}
