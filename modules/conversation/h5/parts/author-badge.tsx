import type { Badge as BadgeName } from '@grove/conversation/contract'
import { Badge, useWords } from '@grove/ui-h5'

const tones = { official: 'official', ambience: 'ambience', duty: 'duty', kol: 'duty' } as const

/** Staff and ambience helpers are always told apart from members. */
export function AuthorBadge({ badge }: { readonly badge: BadgeName | null }) {
  const { t } = useWords()
  return badge ? <Badge tone={tones[badge]}>{t(`room.badge.${badge}`)}</Badge> : null
}
