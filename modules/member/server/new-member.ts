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
export function identitiesOf(member: Pick<NewMember, 'phone' | 'email' | 'identities'>): Identity[] {
  const all = [...(member.identities ?? [])]
  if (member.phone) all.push({ channel: 'phone', externalId: member.phone })
  if (member.email) all.push({ channel: 'email', externalId: member.email })
  return all.filter((one, at) => all.findIndex((other) => other.channel === one.channel && other.externalId === one.externalId) === at)
}

export function identityKey(identity: Identity): string {
  return `${identity.channel}\n${identity.externalId}`
}
