/** What the link that brought somebody here says: a code, a source, who sent it, and how it was opened. */
export interface Arrival {
  readonly invitationCode: string
  readonly source: string | undefined
  readonly inviterMemberId: number | undefined
  readonly scene: 'link' | 'qr' | 'invite'
}

export function readArrival(search: string): Arrival {
  const query = new URLSearchParams(search)
  const inviter = Number(query.get('from'))
  const scene = query.get('scene')
  return {
    invitationCode: (query.get('i') ?? '').slice(0, 40),
    source: (query.get('source') ?? query.get('s') ?? '').slice(0, 100) || undefined,
    inviterMemberId: Number.isSafeInteger(inviter) && inviter > 0 ? inviter : undefined,
    scene: scene === 'qr' || scene === 'invite' ? scene : 'link',
  }
}
