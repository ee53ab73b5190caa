import type { CopyValue, Sealer } from '@grove/kernel/server'
import { isSealedChannel } from '../domain/mask.ts'
import { type Searchable, searchText, searchTokens } from '../domain/search-tokens.ts'
import { contactWords } from './contact-words.ts'
import { identitiesOf, type NewMember } from './new-member.ts'

/** New members as rows of COPY. Nothing here asks the database, so that a thread can do it beside the server's own. */

type Filled = (sealer: Sealer, member: NewMember) => CopyValue | undefined
/** Columns that most files leave empty: those that a batch says nothing in are left out of its COPY. */
const OPTIONAL: readonly (readonly [column: string, filled: Filled])[] = [
  ['avatar_url', (_, member) => member.avatarUrl],
  ['phone_sealed', (sealer, { phone }) => (phone ? sealer.seal('phone', phone) : null)],
  ['email_sealed', (sealer, { email }) => (email ? sealer.seal('email', email) : null)],
  ['gender', (_, member) => member.gender],
  ['age_band', (_, member) => member.ageBand],
  ['city', (_, member) => member.city],
  ['city_tier', (_, member) => member.cityTier],
  ['occupation', (_, member) => member.occupation],
  ['industry', (_, member) => member.industry],
  ['employer', (_, member) => member.employer],
  ['title', (_, member) => member.title],
  ['source', (_, member) => member.source],
  ['owner_staff_id', (_, member) => member.ownerStaffId],
]
const ALWAYS = ['id', 'display_name', 'attributes', 'stage', 'kind', 'last_active_at', 'search', 'created_at', 'updated_at']

export interface MemberRows {
  readonly columns: readonly string[]
  readonly rows: Iterable<CopyValue[]>
}

/** Rows of `member`; `ids` in the order of the members. */
export function memberRows(
  sealer: Sealer,
  members: readonly NewMember[],
  made: { readonly ids: readonly number[]; readonly now: Date },
): MemberRows {
  const filled = OPTIONAL.filter(([, of]) => members.some((member) => (of(sealer, member) ?? null) !== null))
  return { columns: [...ALWAYS, ...filled.map(([column]) => column)], rows: newRows(sealer, members, { ...made, filled }) }
}

function* newRows(
  sealer: Sealer,
  members: readonly NewMember[],
  made: { readonly ids: readonly number[]; readonly now: Date; readonly filled: typeof OPTIONAL },
): Generator<CopyValue[], void> {
  const now = made.now.toISOString()
  for (const [at, member] of members.entries()) {
    const attributes = member.attributes ? JSON.stringify(member.attributes) : '{}'
    const search = searchText({ displayName: member.displayName, numbers: numbersOf(member) })
    const row: CopyValue[] = [
      made.ids[at] ?? null,
      member.displayName,
      attributes,
      member.stage ?? 1,
      member.kind ?? 'member',
      now,
      search,
      now,
      now,
    ]
    for (const [, of] of made.filled) row.push(of(sealer, member) ?? null)
    yield row
  }
}

export const IDENTITY_COLUMNS = ['channel', 'external_id', 'member_id', 'sealed']
type IdentityRow = [channel: string, externalId: string, memberId: number, sealed: string | null]

/** Rows of `member_identity`, in one order everywhere, so that two who claim the same never wait for each other. */
export function identityRows(
  sealer: Sealer,
  identities: readonly { readonly channel: string; readonly externalId: string; readonly memberId: number }[],
): IdentityRow[] {
  const rows = identities.map(
    ({ channel, externalId, memberId }): IdentityRow =>
      isSealedChannel(channel)
        ? [channel, sealer.digest(channel, externalId), memberId, sealer.seal(channel, externalId)]
        : [channel, externalId, memberId, null],
  )
  return rows.sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1))
}

export function ownedBy(members: readonly NewMember[], ids: readonly number[]) {
  return members.flatMap((member, at) =>
    identitiesOf(member).map(({ channel, externalId }) => ({ channel, externalId, memberId: ids[at] as number })),
  )
}

export const WORD_COLUMNS = ['token', 'member_id']
export type Indexed = Searchable & {
  readonly id: number
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
}

/** Rows of `member_search`. */
export function* wordRows(sealer: Sealer, members: Iterable<Indexed>): Generator<[token: string, memberId: number], void> {
  for (const member of members) {
    for (const token of searchTokens(member)) yield [token, member.id]
    for (const token of contactWords(sealer, member)) yield [token, member.id]
  }
}

export function* indexedOf(members: readonly NewMember[], ids: readonly number[]): Generator<Indexed, void> {
  for (const [at, member] of members.entries())
    yield { id: ids[at] as number, displayName: member.displayName, phone: member.phone, email: member.email, numbers: numbersOf(member) }
}

/** Customer numbers are searched; ids of channels are not. */
export function numbersOf(member: Pick<NewMember, 'identities'>): string[] {
  const numbers: string[] = []
  for (const one of member.identities ?? []) {
    if (one.channel === 'number' && !numbers.includes(one.externalId)) numbers.push(one.externalId)
  }
  return numbers
}
