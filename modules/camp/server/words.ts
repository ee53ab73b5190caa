import { createTranslator } from '@grove/i18n'
import type { Ctx } from '@grove/kernel/server'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }

/** The camp's own words, where they are sent or kept rather than shown on a screen. */
export const wordsOf = (ctx: Pick<Ctx, 'locale'>) => createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
