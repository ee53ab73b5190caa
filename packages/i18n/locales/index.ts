import type { LocaleSource } from '../messages.ts'

/** Words of the errors any route may answer and of the client's own; every app loads them. */
export const baseLocales: LocaleSource = { zh: () => import('./zh.json'), en: () => import('./en.json') }
