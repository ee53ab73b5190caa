import type { LocaleSource } from '@grove/i18n'

/** Words of the widgets and of errors as a member reads them; loaded after the base words, which they replace. */
export const h5Locales: LocaleSource = { zh: () => import('./zh.json'), en: () => import('./en.json') }
