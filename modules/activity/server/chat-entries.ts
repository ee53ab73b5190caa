import { messagePosted } from '@grove/conversation/contract'
import { saidTexts } from '@grove/conversation/server'
import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import { mayBeTyped, typedEntry } from '../domain/typed-entry.ts'
import { type Attempt, keepAnswers } from './keep-answers.ts'
import { pokeCard } from './refresh-cards.ts'
import { insertEntries, openForWords } from './store-entry.ts'

interface Said extends Pick<StoredEvent, 'at'> {
  readonly communityId: number
  readonly memberId: number
  readonly seq: number
}

/**
 * A message of a group that begins as the card says becomes a contribution to the activity that is open there, or the guess of a number; where a
 * channel has only text, that is how one takes part. The message names it: read again, it is the same one.
 */
export const chatEntries = reader({
  name: 'activity.chat-entries',
  kinds: [messagePosted],
  batch: 500,
  handle: async (ctx, events) => {
    const said = events.flatMap((event) => saidBy(event) ?? [])
    const open = (await openForWords(ctx, [...new Set(said.map((one) => one.communityId))])).filter((one) =>
      mayBeTyped(one.kind, one.entries, one.options),
    )
    if (open.length > 0) await keepTyped(ctx, said, open)
  },
})

async function keepTyped(ctx: Ctx, said: readonly Said[], open: Awaited<ReturnType<typeof openForWords>>): Promise<void> {
  const heard = said.filter((one) => open.some((activity) => activity.communityId === one.communityId))
  const texts = new Map((await saidTexts(ctx, heard)).map((row) => [`${row.communityId}:${row.seq}`, row.text]))
  const typed = heard.flatMap(({ communityId, memberId, seq, at }) => {
    const text = texts.get(`${communityId}:${seq}`)
    if (text === undefined) return []
    // The first that takes it as one of its own: two kinds at once in a group have different signs.
    const fits = open.flatMap((one) => {
      const entry = one.communityId === communityId ? typedEntry(one.kind, text) : null
      return entry === null
        ? []
        : [{ activityId: one.id, most: one.entries?.most ?? 0, text: entry, choice: one.kind === 'guess' ? entry : 'A' }]
    })
    return fits.slice(0, 1).map((one) => ({ ...one, memberId, key: `chat:${seq}`, at }))
  })
  const attempts = typed.map(
    ({ activityId, memberId, choice, at }): Attempt => ({ code: null, activityId, round: null, memberId, choice, at }),
  )
  const outcomes = await keepAnswers(ctx, attempts)
  const taken = typed.filter((_, index) => 'repeated' in (outcomes[index] ?? {}))
  await insertEntries(
    ctx,
    taken.filter((one) => one.most > 0),
  )
  ctx.afterCommit(() => new Set(taken.map((one) => one.activityId)).forEach((id) => pokeCard(ctx, id)))
}

function saidBy({ communityId, memberId, at, data }: StoredEvent): Said | null {
  const { thread, seq, kind } = data as { thread: number; seq: number; kind: string }
  return communityId && memberId && thread === 0 && kind === 'text' ? { communityId, memberId, seq, at } : null
}
