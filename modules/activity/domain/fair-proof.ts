import type { ActivityKind, Award, Stage } from '../contract/index.ts'

interface Played {
  readonly kind: ActivityKind
  readonly stage: Stage
  readonly joined: number
  readonly awards: readonly Pick<Award, 'at' | 'who'>[]
}

const DRAWN: readonly Stage[] = ['won', 'followed', 'done']

/**
 * What anybody can check: nothing where no lot decides or nobody took part, the fingerprint while the draw is to come, the draw itself afterwards.
 */
export function fairProof({ kind, stage, joined, awards }: Played): 'none' | 'to_come' | 'drawn' {
  const lots = kind === 'dice' || awards.some(({ at, who }) => at === 'end' && who.kind === 'draw')
  if (!lots || stage === 'stopped') return 'none'
  if (!DRAWN.includes(stage)) return 'to_come'
  return joined > 0 || kind === 'dice' ? 'drawn' : 'none'
}
