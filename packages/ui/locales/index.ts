import type { LocaleSource } from '@grove/i18n'

/** Words of the widgets. */
export const uiLocales: LocaleSource = { zh: () => import('./zh.json'), en: () => import('./en.json') }
