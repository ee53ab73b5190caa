import type { CopyValue, Sealer } from '@grove/kernel/server'
import type { Identity } from '../contract/index.ts'
import { isSealedChannel, type SealedChannel } from '../domain/mask.ts'
import { searchText } from '../domain/search-tokens.ts'
import { contactKey } from './contact-words.ts'
import { identitiesOf, type NewMember } from './new-member.ts'

/** A new member as rows of COPY. Nothing here asks the database, so that a thread can do it beside the server's own. */
export interface NewRow {
  readonly member: readonly CopyValue[]
  readonly identities: readonly IdentityRow[]
}

export const IDENTITY_COLUMNS = ['channel', 'external_id', 'member_id', 'sealed']
export type IdentityRow = readonly [channel: string, externalId: string, memberId: number, sealed: string | null]

export const WORD_COLUMNS = ['token', 'member_id']
export const UNTAGGED_COLUMNS = ['member_id']

/** Sealed value and key of a phone and of an e-mail. */
type Seals = Readonly<Partial<Record<SealedChannel, { readonly clear: string; readonly sealed: string; readonly key: string }>>>

/** Columns that most files leave empty, and what of a new member stands in them: only those in use are part of a COPY. */
const OPTIONAL = {
  avatar_url: 'avatarUrl',
  phone_sealed: 'phone',
  email_sealed: 'email',
  gender: 'gender',
  age_band: 'ageBand',
  city: 'city',
  city_tier: 'cityTier',
  occupation: 'occupation',
  industry: 'industry',
  employer: 'employer',
  title: 'title',
  source: 'source',
  owner_staff_id: 'ownerStaffId',
} as const satisfies Readonly<Record<string, keyof NewMember>>
export type OptionalColumn = keyof typeof OPTIONAL
const optionalColumns = Object.keys(OPTIONAL) as OptionalColumn[]
const ALWAYS = ['id', 'display_name', 'attributes', 'stage', 'kind', 'last_active_at', 'search', 'created_at', 'updated_at']

/** Columns in which these people have something to say. */
export function filledColumns(people: readonly NewMember[]): OptionalColumn[] {
  return optionalColumns.filter((column) => people.some((one) => (one[OPTIONAL[column]] ?? '') !== ''))
}

/** Columns of what a file may say of people. */
export function columnsOf(targets: readonly string[]): OptionalColumn[] {
  return optionalColumns.filter((column) => targets.includes(OPTIONAL[column]))
}

export const memberColumns = (filled: readonly OptionalColumn[]): string[] => [...ALWAYS, ...filled]

export interface Written {
  /** ISO. */
  readonly moment: string
  readonly filled: readonly OptionalColumn[]
}

/**
 * Each phone and e-mail is sealed once for the two places where it stands; whoever is written this way holds them all, so none of them needs a
 * word.
 */
export function newRow(sealer: Sealer, one: NewMember, id: number, { moment, filled }: Written): NewRow {
  const seals = sealsOf(sealer, one)
  const named = { displayName: one.displayName, numbers: numbersOf(one) }
  const attributes = one.attributes ? JSON.stringify(one.attributes) : '{}'
  const member: CopyValue[] = [
    id,
    one.displayName,
    attributes,
    one.stage ?? 1,
    one.kind ?? 'member',
    moment,
    searchText(named),
    moment,
    moment,
  ]
  for (const column of filled) member.push(cellOf(column, one, seals))
  return {
    member,
    identities: identitiesOf(one).map((identity) => identityRow(sealer, identity, id, seals)),
  }
}

function cellOf(column: OptionalColumn, one: NewMember, seals: Seals): CopyValue {
  if (column === 'phone_sealed') return seals.phone?.sealed ?? null
  if (column === 'email_sealed') return seals.email?.sealed ?? null
  return one[OPTIONAL[column]] ?? null
}

/** One order everywhere, so that two who claim the same never wait for each other. */
export const byKey = (a: IdentityRow, b: IdentityRow): number => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1)

function sealsOf(sealer: Sealer, { phone, email }: NewMember): Seals {
  return { ...(phone && { phone: sealsOfOne(sealer, 'phone', phone) }), ...(email && { email: sealsOfOne(sealer, 'email', email) }) }
}

const sealsOfOne = (sealer: Sealer, channel: SealedChannel, clear: string) => ({
  clear,
  sealed: sealer.seal(channel, clear),
  key: contactKey(sealer, channel, clear),
})

function identityRow(sealer: Sealer, { channel, externalId }: Identity, memberId: number, seals: Seals): IdentityRow {
  if (!isSealedChannel(channel)) return [channel, externalId, memberId, null]
  const known = seals[channel]
  const { sealed, key } = known?.clear === externalId ? known : sealsOfOne(sealer, channel, externalId)
  return [channel, key, memberId, sealed]
}

/** Customer numbers are searched; ids of channels are not. */
export function numbersOf(member: Pick<NewMember, 'identities'>): string[] {
  const numbers: string[] = []
  for (const one of member.identities ?? []) {
    if (one.channel === 'number' && !numbers.includes(one.externalId)) numbers.push(one.externalId)
  }
  return numbers
}
