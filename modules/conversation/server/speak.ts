import type { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { mediaUrls } from '@grove/content/server'
import { messageHeld, personKey, roomErrors, type Saying } from '../contract/index.ts'
import { emit } from '@grove/event-log'
import type { Found, WordFilter } from '../domain/word-filter.ts'
import type { NewMessage, Posted, StoredBody } from './message-row.ts'
import { postMessages } from './post-messages.ts'
import { type Standing, standings } from './read-standing.ts'
import { roomTakesPosts } from './room-open.ts'
import { speechWait } from './speech-gate.ts'
import { holdMessages } from './store-held.ts'
import { wordFilter } from './word-list.ts'

/** Somebody's wish to say something. Staff are let through by the caller, who knows their scope. */
export interface Attempt {
  readonly speaker: { readonly kind: 'member' | 'staff'; readonly id: number }
  readonly communityId: number
  readonly thread: number
  readonly saying: Saying
}
export type Spoken = Posted | GroveError

/**
 * Lets many people speak at once: standing, mute, pace, sensitive words and pictures are looked up for all of them together.
 * The answers stand in the order of the attempts; a refusal is an error in its place, not a throw.
 */
export async function speak(ctx: Ctx, attempts: readonly Attempt[]): Promise<Spoken[]> {
  const answers = await ctx.inTx(async (tx) => {
    const scene = await look(tx, attempts)
    const judged = attempts.map((attempt) => judge(tx, scene, attempt))
    const held = judged.flatMap((one) => ('hold' in one ? [one] : []))
    if (held.length) await hold(tx, held)
    const messages = judged.flatMap((one) => ('message' in one ? [one.message] : []))
    const posted = await postMessages(tx, messages)
    return judged.map((one) => {
      if ('message' in one) return posted[messages.indexOf(one.message)] as Posted
      return 'hold' in one ? roomErrors.held() : one.refused
    })
  })
  return answers
}

interface Scene {
  readonly standing: ReadonlyMap<string, Standing>
  readonly filter: WordFilter
  readonly pictures: ReadonlyMap<number, unknown>
}

async function look(ctx: Ctx, attempts: readonly Attempt[]): Promise<Scene> {
  const pairs = attempts.map((a) => ({ communityId: a.communityId, memberId: a.speaker.kind === 'member' ? a.speaker.id : 0 }))
  const rows = await standings(ctx, pairs)
  const filter = await wordFilter(ctx, rows[0]?.wordVersion ?? 0)
  const ids = attempts.flatMap(({ saying }) => (saying.content.kind === 'picture' ? [saying.content.mediaId] : []))
  const pictures = await mediaUrls(ctx, ids)
  return { standing: new Map(rows.map((row) => [`${row.communityId}:${row.memberId}`, row])), filter, pictures }
}

type Judged =
  | { readonly message: NewMessage }
  | { readonly hold: Attempt; readonly body: StoredBody; readonly found: Found }
  | { readonly refused: GroveError }

function judge(ctx: Ctx, scene: Scene, attempt: Attempt): Judged {
  const { speaker, communityId, thread, saying } = attempt
  const staff = speaker.kind === 'staff'
  const standing = scene.standing.get(`${communityId}:${staff ? 0 : speaker.id}`)
  const refused = refusal(ctx, attempt, standing)
  if (refused) return { refused }
  const { content } = saying
  if (content.kind === 'picture' && !scene.pictures.has(content.mediaId)) return { refused: roomErrors.picture_not_found() }
  const found = staff ? null : scene.filter.check(wordsOf(attempt))
  if (found?.action === 'block') return { refused: roomErrors.word_blocked({ words: found.words.join('、') }) }
  const wait = speechWait(ctx.app, ctx.workspaceId, personKey(speaker.kind, speaker.id), staff, ctx.clock.now())
  if (wait > 0) return { refused: roomErrors.too_fast({ retryAfterSeconds: wait }) }
  const body = stored(content, found ? scene.filter : null)
  if (found?.action === 'hold') return { hold: attempt, body: stored(content, null), found }
  const author = { kind: speaker.kind, id: speaker.id, counted: standing?.counted ?? false }
  const { key, replyTo = null, mentions, mentionAll } = saying
  const shown = standing?.name ? { name: standing.name, avatarUrl: standing.avatarUrl, badge: standing.badge } : null
  return { message: { communityId, thread, author, key, body, replyTo, mentions, mentionAll, shown } }
}

function refusal(ctx: Ctx, { speaker, thread, saying }: Attempt, standing: Standing | undefined): GroveError | null {
  if (!standing) return roomErrors.not_found()
  const moderates = speaker.kind === 'staff' || standing.role === 'duty'
  if (speaker.kind === 'member') {
    if (standing.state !== 'active') return roomErrors.not_a_member()
    if (thread !== 0 && thread !== speaker.id) return roomErrors.not_found()
    const until = standing.mutedUntil
    if (thread === 0 && until && until > ctx.clock.now()) return roomErrors.muted({ until: until.toISOString() })
  }
  if (!roomTakesPosts(standing.communityState)) return roomErrors.closed({ state: standing.communityState })
  return saying.mentionAll && !moderates ? roomErrors.mention_all_not_allowed() : null
}

function wordsOf({ saying: { content } }: Attempt): string {
  if (content.kind === 'text') return content.text
  return content.kind === 'link' ? `${content.title}\n${content.description ?? ''}` : ''
}

/** The body to keep; with a filter, listed words are starred. */
function stored(content: Saying['content'], filter: WordFilter | null): StoredBody {
  const clean = (text: string) => filter?.check(text)?.masked ?? text
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: clean(content.text) }
    case 'picture':
      return { kind: 'picture', picture: { mediaId: content.mediaId } }
    case 'link':
      return {
        kind: 'link',
        url: content.url,
        title: clean(content.title),
        ...(content.description ? { description: clean(content.description) } : {}),
      }
  }
}

async function hold(ctx: Ctx, held: readonly { hold: Attempt; body: StoredBody; found: Found }[]): Promise<void> {
  const rows = await holdMessages(
    ctx,
    held.map(({ hold: { communityId, thread, speaker, saying }, body, found }) => ({
      communityId,
      thread,
      memberId: speaker.id,
      key: saying.key,
      replyTo: saying.replyTo ?? null,
      mentions: saying.mentions,
      words: found.words,
      body,
    })),
  )
  await emit(
    ctx,
    rows.map((row) => ({
      kind: messageHeld,
      data: { heldId: row.id, thread: row.thread, words: row.words },
      memberId: row.memberId,
      communityId: row.communityId,
      counted: false,
    })),
  )
}
