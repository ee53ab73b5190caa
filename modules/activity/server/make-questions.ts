import { createTranslator } from '@grove/i18n'
import type { Ctx } from '@grove/kernel/server'
import { bankByKey, drawQuestions } from '@grove/question/server'
import { pinyin } from 'pinyin-pro'
import sql from 'sql-template-tag'
import { activityErrors, type QuestionSource } from '../contract/index.ts'
import { shuffled } from '../domain/draw.ts'
import { type AskedQuestion, askPinyin, askWord } from '../domain/pinyin-question.ts'
import { WORDS_TO_SPELL } from '../domain/words-to-spell.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }

export interface MadeQuestion extends Omit<AskedQuestion, 'answer'> {
  /** Null: there is none, or it is thrown when the round is revealed. */
  readonly answer: string | null
}

export const wordsOf = (ctx: Pick<Ctx, 'locale'>) => createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)

const KEYS = 'ABCDEFGH'
const lettered = (labels: readonly string[]) => labels.map((label, at) => ({ key: KEYS.charAt(at), label: label.slice(0, 60) }))
const spell = (word: string) => pinyin(word, { toneType: 'symbol', type: 'array' })

export interface Wanted {
  readonly rounds: number
  readonly seed: string
  /** Groups that are asked: what they were asked before comes again only when nothing else is left. */
  readonly communityIds: readonly number[]
}

/** Questions of so many rounds, the same for the same seed and past. @throws activity.unknown_bank question.too_few */
export async function makeQuestions(ctx: Ctx, source: QuestionSource, wanted: Wanted): Promise<MadeQuestion[]> {
  const { rounds, seed } = wanted
  const t = wordsOf(ctx)
  const repeat = (one: MadeQuestion) => Array.from({ length: rounds }, () => one)
  switch (source.kind) {
    case 'bank': {
      const bank = await bankByKey(ctx, source.bank)
      if (!bank) throw activityErrors.unknown_bank({ bank: source.bank })
      const asked = await askedBefore(ctx, wanted.communityIds)
      const drawn = await drawQuestions(ctx, { bankId: bank.id, theme: source.theme, kinds: ['single'], count: rounds, seed, asked })
      return drawn.flatMap(({ body }) =>
        body.kind === 'single'
          ? [{ text: body.stem, options: lettered(body.options), answer: KEYS.charAt(body.right), explain: body.explain }]
          : [],
      )
    }
    case 'pinyin': {
      const words = shuffled(seed, WORDS_TO_SPELL)
      const others = words.map((word) => ({ word, spelled: spell(word).join(' ') }))
      return Array.from({ length: rounds }, (_, at) => {
        const word = words[at % words.length] ?? ''
        const own = `${seed}|${at}`
        return source.ask === 'pinyin'
          ? askPinyin(own, word, spell(word), (asked) => t('activity.ask.pinyin', { word: asked }))
          : askWord(own, word, spell(word).join(' '), others, (spelled) => t('activity.ask.word', { spelled }))
      })
    }
    case 'dice':
      return repeat({
        text: t('activity.ask.dice'),
        options: lettered([1, 2, 3, 4, 5, 6].map((dots) => t('activity.ask.dots', { dots }))),
        answer: null,
        explain: '',
      })
    case 'guess':
    case 'options':
      return repeat({ text: source.text, options: lettered(source.options), answer: null, explain: '' })
    case 'one':
      return repeat({ text: source.text, options: [{ key: 'A', label: source.label }], answer: null, explain: '' })
  }
}

const REMEMBERED = 500

/** What these groups were asked, the longest ago first. */
async function askedBefore(ctx: Ctx, communityIds: readonly number[]): Promise<string[]> {
  const rows = await ctx.db.rows<{ text: string }>(sql`
    select r.text from activity a
    join activity_round r on r.workspace_id = ${ctx.workspaceId} and r.activity_id = a.id and r.answer is not null
    where a.workspace_id = ${ctx.workspaceId} and a.community_id = any(${communityIds}::bigint[])
    group by r.text order by max(a.starts_at) desc, max(a.id) desc, r.text limit ${REMEMBERED}`)
  return rows.map((row) => row.text).toReversed()
}
