import { audit, type App, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { roomErrors, type SensitiveWord } from '../contract/index.ts'
import { createWordFilter, type WordFilter } from '../domain/word-filter.ts'

const MAX_WORDS = 20_000

interface Kept {
  readonly version: number
  readonly filter: WordFilter
}
const kept = new WeakMap<App, Map<number, Kept>>()

/** The workspace's filter, built again only when the list's version moved; 0 is an empty list. */
export async function wordFilter(ctx: Ctx, version: number): Promise<WordFilter> {
  const filters = kept.get(ctx.app) ?? new Map<number, Kept>()
  kept.set(ctx.app, filters)
  const known = filters.get(ctx.workspaceId)
  if (known?.version === version) return known.filter
  const filter = createWordFilter(version === 0 ? [] : await allWords(ctx))
  filters.set(ctx.workspaceId, { version, filter })
  return filter
}

export async function listWords(ctx: Ctx): Promise<{ items: SensitiveWord[] }> {
  return { items: await allWords(ctx) }
}

/** Adds words or changes what they do, takes others out. @throws room.too_many_words */
export async function setWords(ctx: Ctx, input: { readonly set: readonly SensitiveWord[]; readonly remove: readonly string[] }) {
  return ctx.inTx(async (tx) => {
    await moveVersion(tx)
    const removed = input.remove.length ? await removeWords(tx, input.remove) : 0
    const set = input.set.length ? await upsertWords(tx, [...new Map(input.set.map((one) => [one.word, one])).values()]) : 0
    const { count } = await countWords(tx)
    if (count > MAX_WORDS) throw roomErrors.too_many_words({ max: MAX_WORDS })
    await audit(tx, { verb: 'word_list.set', target: { kind: 'word_list', id: 'words' }, after: { set: input.set, removed: input.remove } })
    return { changed: removed + set }
  })
}

const moveVersion = (ctx: Ctx) =>
  ctx.db.exec(sql`
    insert into word_list (workspace_id, version) values (${ctx.workspaceId}, 1)
    on conflict (workspace_id) do update set version = word_list.version + 1`)

const allWords = (ctx: Ctx) =>
  ctx.db.rows<SensitiveWord>(sql`select w.word, w.action from sensitive_word w where w.workspace_id = ${ctx.workspaceId} order by w.word`)

const countWords = (ctx: Ctx) =>
  ctx.db.one<{ count: number }>(sql`select count(*) as count from sensitive_word w where w.workspace_id = ${ctx.workspaceId}`)

const removeWords = (ctx: Ctx, words: readonly string[]) =>
  ctx.db.exec(sql`delete from sensitive_word w where w.workspace_id = ${ctx.workspaceId} and w.word = any(${words}::text[])`)

const upsertWords = (ctx: Ctx, words: readonly SensitiveWord[]) =>
  ctx.db.exec(sql`
    insert into sensitive_word (workspace_id, word, action, created_at)
    select ${ctx.workspaceId}, w.word, w.action, ${ctx.clock.now()}
    from unnest(${words.map((w) => w.word)}::text[], ${words.map((w) => w.action)}::text[]) as w (word, action)
    on conflict (workspace_id, word) do update set action = excluded.action
    where sensitive_word.action <> excluded.action`)
