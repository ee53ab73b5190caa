import { emit } from '@grove/event-log'
import { createTranslator } from '@grove/i18n'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type ConsentPurpose,
  consentGiven,
  consentWithdrawn,
  memberErrors,
  type recordConsent as recordRoute,
  type saveConsentText as saveRoute,
  type withdrawConsent as withdrawRoute,
} from '../contract/index.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { livingIds } from './read-seen.ts'
import { blocksOf, upsertBlock } from './store-block.ts'
import { endConsent, insertConsent, insertText, newestTexts } from './store-consent.ts'

/** The next version of a wording. */
export async function saveConsentText(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<OutputOf<typeof saveRoute>> {
  return ctx.inTx(async (ctx) => {
    const version = await insertText(ctx, input.purpose, input.body)
    await audit(ctx, {
      verb: 'consent.save_text',
      target: { kind: 'consent_text', id: input.purpose },
      after: { version, body: input.body },
    })
    return { version }
  })
}

/** Written down by staff. @throws member.not_found member.consent_no_text member.consent_stands */
export async function recordConsent(ctx: Ctx, input: InputOf<typeof recordRoute>): Promise<OutputOf<typeof recordRoute>> {
  return ctx.inTx(async (ctx) => {
    const id = await giveConsent(ctx, input.id, input.purpose, input.channel)
    if (id === undefined) throw memberErrors.consent_stands()
    await audit(ctx, {
      verb: 'consent.record',
      target: { kind: 'member', id: input.id },
      after: { purpose: input.purpose, channel: input.channel },
    })
    return { id }
  })
}

/** Agrees to the wording in force; undefined when that stands already. @throws member.not_found member.consent_no_text */
export async function giveConsent(ctx: Ctx, memberId: number, purpose: ConsentPurpose, channel: string): Promise<number | undefined> {
  const [id] = await livingIds(ctx, [memberId])
  if (id === undefined) throw memberErrors.not_found()
  const text = (await newestTexts(ctx)).find((one) => one.purpose === purpose)
  if (!text) throw memberErrors.consent_no_text({ purpose })
  const made = await insertConsent(ctx, { memberId: id, purpose, version: text.version, channel })
  if (made) await emit(ctx, [{ kind: consentGiven, memberId: id, data: { purpose, version: text.version, channel } }])
  return made?.id
}

/** Answers 0 when there was none. @throws member.not_found */
export async function withdrawConsent(ctx: Ctx, input: InputOf<typeof withdrawRoute>): Promise<OutputOf<typeof withdrawRoute>> {
  return ctx.inTx(async (ctx) => {
    const changed = await takeConsentBack(ctx, input.id, input.purpose)
    if (changed) await audit(ctx, { verb: 'consent.withdraw', target: { kind: 'member', id: input.id }, after: { purpose: input.purpose } })
    return { changed }
  })
}

/** Who takes back that they may be written to is not written to; a do-not-disturb that stands keeps its reason, without an end. */
async function keepQuiet(ctx: Ctx, memberId: number): Promise<void> {
  const standing = (await blocksOf(ctx, memberId)).find((one) => one.kind === 'do_not_disturb')
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const reason = standing?.reason ?? t('member.block.withdrawn')
  await upsertBlock(ctx, { memberId, kind: 'do_not_disturb', reason, until: null, by: { kind: ctx.actor.kind } })
}

export async function takeConsentBack(ctx: Ctx, memberId: number, purpose: ConsentPurpose): Promise<number> {
  const [id] = await livingIds(ctx, [memberId])
  if (id === undefined) throw memberErrors.not_found()
  const changed = await endConsent(ctx, id, purpose, ctx.actor.kind)
  if (changed === 0) return 0
  await emit(ctx, [{ kind: consentWithdrawn, memberId: id, data: { purpose } }])
  if (purpose === 'messages') await keepQuiet(ctx, id)
  return changed
}
