import { mediaUrls } from '@grove/content/server'
import type { Ctx } from '@grove/kernel/server'
import { type Author, type AuthorKind, authorNumber, type Message, type Shown } from '../contract/index.ts'
import { excerptOf } from '../domain/excerpt.ts'
import type { NewMessage, StoredBody } from './message-row.ts'
import { type MessageRow, type PersonRow, peopleOf } from './read-message.ts'
import type { RoomKey } from './store-message.ts'

const kinds = new Map<number, AuthorKind>(Object.entries(authorNumber).map(([kind, number]) => [number, kind as AuthorKind]))

type PictureRef = { readonly mediaId: number } | { readonly url: string }
type Addresses = Awaited<ReturnType<typeof mediaUrls>>

/** Stored rows as everybody sees them, with names, badges and picture addresses: two statements for any number of messages. */
export async function showMessages(ctx: Ctx, room: RoomKey, rows: readonly MessageRow[]): Promise<Message[]> {
  if (!rows.length) return []
  const idsOf = (kind: number) => [
    ...new Set(
      rows.flatMap((row) => [row.authorKind === kind ? [row.authorId] : [], row.quoteKind === kind ? [row.quoteId ?? 0] : []].flat()),
    ),
  ]
  const people = await peopleOf(ctx, room.communityId, idsOf(1), idsOf(2))
  const addresses = await mediaUrls(
    ctx,
    rows.flatMap((row) => pictureIds(row.body)),
  )
  const names = new Map(people.map((person) => [`${person.kind}:${person.id}`, person]))
  return rows.map((row) => show(row, names, addresses))
}

function show(row: MessageRow, names: ReadonlyMap<string, PersonRow>, addresses: Addresses): Message {
  const kind = kinds.get(row.authorKind) ?? 'system'
  const quoted = names.get(`${row.quoteKind}:${row.quoteId}`)
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    key: kind === 'member' || kind === 'staff' ? row.key : '',
    author: authorOf(kind, row.authorId, names.get(`${row.authorKind}:${row.authorId}`)),
    content: row.recalledAt
      ? { kind: 'recalled', byOther: row.recalledBy !== `${kind[0]}${row.authorId}` }
      : shownBody(row.body, addresses),
    replyTo: row.quoteSeq ? { seq: row.quoteSeq, name: quoted?.name ?? '', excerpt: row.quoteBody ? excerptOf(row.quoteBody) : '' } : null,
    mentions: row.mentions ?? [],
    mentionAll: row.mentionAll,
    reactions: row.recalledAt ? [] : (row.reactions ?? []),
  }
}

/** The same from memory: a text that quotes nothing by somebody whose name is known. Null for anything that has to be read. */
export function plainMessage(message: NewMessage, seq: number, at: Date): Message | null {
  const { author, body, key, shown } = message
  if (!shown || message.replyTo || body.kind !== 'text' || author.kind !== 'member') return null
  return {
    seq,
    at: at.toISOString(),
    key,
    author: { kind: author.kind, id: author.id, name: shown.name, avatarUrl: shown.avatarUrl, badge: shown.badge },
    content: body,
    replyTo: null,
    mentions: [...(message.mentions ?? [])],
    mentionAll: message.mentionAll ?? false,
    reactions: [],
  }
}

function authorOf(kind: AuthorKind, id: number, person: PersonRow | undefined): Author {
  return { kind, id, name: person?.name ?? '', avatarUrl: person?.avatarUrl ?? null, badge: person?.badge ?? null }
}

function pictureIds(body: StoredBody): number[] {
  const ref = body.kind === 'picture' || body.kind === 'link' ? body.picture : undefined
  return ref && 'mediaId' in ref ? [ref.mediaId] : []
}

function shownBody(body: StoredBody, addresses: Addresses): Shown {
  switch (body.kind) {
    case 'picture':
      return { kind: 'picture', picture: shownPicture(body.picture, addresses), ...(body.alt ? { alt: body.alt } : {}) }
    case 'link': {
      const { picture, ...rest } = body
      return { ...rest, ...(picture ? { picture: shownPicture(picture, addresses) } : {}) }
    }
    default:
      return body
  }
}

function shownPicture(ref: PictureRef, addresses: Addresses) {
  if ('url' in ref) return { url: ref.url, thumb: ref.url, width: null, height: null }
  const { url = '', thumb = '', width = null, height = null } = addresses.get(ref.mediaId) ?? {}
  return { url, thumb, width, height }
}
