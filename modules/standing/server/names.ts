import type { NameOf } from '@grove/condition-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { readSettings } from './store-settings.ts'

/** Names of what rules ask for: kinds of events and RFM segments in the reader's language. */
export async function namesIn(ctx: Ctx): Promise<NameOf> {
  const words: Readonly<Record<string, string>> = ctx.locale === 'zh' ? zh : en
  const { settings } = await readSettings(ctx)
  return ({ what, key }) => {
    if (what === 'event') return words[`standing.event.${key}`]
    return what === 'rfm' ? settings.rfm.segments.find((one) => one.key === key)?.name[ctx.locale] : undefined
  }
}
