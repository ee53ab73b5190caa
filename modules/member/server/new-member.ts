import type { Identity, MemberKind, Profile } from '../contract/index.ts'

/** A member to be made. Phone and email become identities by themselves. */
export interface NewMember extends Profile {
  readonly kind?: MemberKind
  readonly stage?: number
  readonly source?: string | null
  readonly ownerStaffId?: number | null
  readonly identities?: readonly Identity[]
}

/** Phone, email and the given ones, each once. */
export function identitiesOf({ phone, email, identities = [] }: Pick<NewMember, 'phone' | 'email' | 'identities'>): Identity[] {
  const all: Identity[] = []
  for (const { channel, externalId } of identities) addOnce(all, channel, externalId)
  if (phone) addOnce(all, 'phone', phone)
  if (email) addOnce(all, 'email', email)
  return all
}

function addOnce(all: Identity[], channel: string, externalId: string): void {
  for (const one of all) if (one.channel === channel && one.externalId === externalId) return
  all.push({ channel, externalId })
}

export function identityKey(identity: Identity): string {
  return `${identity.channel}\n${identity.externalId}`
}
