import { createTranslator } from '@grove/i18n'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import {
  type AttributeValue,
  type changeMyProfile as changeRoute,
  type setMyConsent as consentRoute,
  memberErrors,
  type myProfile as myRoute,
  type setMyQuiet as quietRoute,
} from '../contract/index.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { blockMember, unblockMember } from './block-member.ts'
import { giveConsent, takeConsentBack } from './consents.ts'
import { exportMemberData } from './export-member-data.ts'
import { getMember } from './read-detail.ts'
import { blocksOf } from './store-block.ts'
import { consentsOf, newestTexts } from './store-consent.ts'
import { allFields } from './store-field.ts'
import { updateMember } from './update-member.ts'

/** The member behind the page. @throws member.not_found */
function self(ctx: Ctx): number {
  if (ctx.actor.kind !== 'member') throw memberErrors.not_found()
  return ctx.actor.memberId
}

/** What the house knows, told to the person it is about. @throws member.not_found */
export async function myProfile(ctx: Ctx): Promise<OutputOf<typeof myRoute>> {
  const id = self(ctx)
  const member = await getMember(ctx, { id })
  const [texts, given, blocks, counts] = [
    await newestTexts(ctx),
    await consentsOf(ctx, id),
    await blocksOf(ctx, id),
    await countKinds(ctx, id),
  ]
  const { displayName, phone, email, gender, city, occupation, industry, employer, title, attributes, tags, createdAt } = member
  const quiet = blocks.find((one) => one.kind === 'do_not_disturb')
  return {
    displayName,
    phone,
    email,
    gender,
    city,
    occupation,
    industry,
    employer,
    title,
    attributes: await labelled(ctx, attributes),
    tags: tags.map((tag) => tag.name),
    memberSince: createdAt,
    counts,
    consents: texts.map(({ purpose, body, version }) => {
      const standing = given.find((one) => one.purpose === purpose && one.withdrawnAt === null)
      return { purpose, text: standing?.text ?? body, version: standing?.version ?? version, givenAt: standing?.givenAt ?? null }
    }),
    quietUntil: quiet ? { until: quiet.until } : null,
  }
}

/** Under the labels of their fields, choices and yes-no in words. */
async function labelled(ctx: Ctx, attributes: Readonly<Record<string, AttributeValue>>): Promise<{ label: string; value: string }[]> {
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const fields = new Map((await allFields(ctx)).map((field) => [field.key, ctx.locale === 'zh' ? field.labelZh : field.labelEn]))
  return Object.entries(attributes).map(([key, value]) => ({
    label: fields.get(key) ?? key,
    value: typeof value === 'boolean' ? t(`event.word.value.${value}`) : String(value).split(';').join(t('member.comma')),
  }))
}

/** How much of what was noted, by the noun of the events. */
function countKinds(ctx: Ctx, memberId: number): Promise<{ what: string; count: number }[]> {
  return ctx.db.rows<{ what: string; count: number }>(sql`
    select k.what, count(*)::int as count from (
      select split_part(e.kind, '.', 1) as what from event e
      where e.workspace_id = ${ctx.workspaceId} and e.member_id = ${memberId} order by e.id desc limit 10000) k
    group by k.what order by 2 desc, 1`)
}

/** @throws member.not_found */
export async function changeMyProfile(
  ctx: Ctx,
  { ws: _ws, ...fields }: InputOf<typeof changeRoute>,
): Promise<OutputOf<typeof changeRoute>> {
  return updateMember(ctx, { id: self(ctx), ...fields })
}

/** @throws member.not_found member.consent_no_text */
export async function setMyConsent(ctx: Ctx, input: InputOf<typeof consentRoute>): Promise<OutputOf<typeof consentRoute>> {
  const id = self(ctx)
  return ctx.inTx(async (ctx) => {
    if (!input.given) return { changed: await takeConsentBack(ctx, id, input.purpose) }
    return { changed: (await giveConsent(ctx, id, input.purpose, 'phone_page')) === undefined ? 0 : 1 }
  })
}

/** A member's own do-not-disturb; what staff set with an end they can lift too: it is their phone. @throws member.not_found */
export function setMyQuiet(ctx: Ctx, input: InputOf<typeof quietRoute>): Promise<OutputOf<typeof quietRoute>> {
  const id = self(ctx)
  const kind = 'do_not_disturb' as const
  return input.on ? blockMember(ctx, { id, kind, reason: '·', until: null }) : unblockMember(ctx, { id, kind })
}

export const downloadMyData = (ctx: Ctx): Promise<Response> => exportMemberData(ctx, { id: self(ctx) })
