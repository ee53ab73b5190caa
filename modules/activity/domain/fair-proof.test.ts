import { describe, expect, it } from 'vitest'
import type { AwardRule, Stage } from '../contract/index.ts'
import { fairProof } from './fair-proof.ts'

const played = (stage: Stage, who: AwardRule, more: object = {}) =>
  fairProof({ kind: 'lottery', stage, joined: 3, awards: [{ at: 'end', who }], ...more })
const lots: AwardRule = { kind: 'draw', n: 1 }

describe('what can be checked', () => {
  it('is nothing where no lot decides, it was stopped, or nobody took a ticket', () => {
    expect(played('won', { kind: 'rank', from: 1, to: 3 })).toBe('none')
    expect(played('stopped', lots)).toBe('none')
    expect(played('won', lots, { joined: 0 })).toBe('none')
  })

  it('is a fingerprint before the draw and the draw after it; dice need nobody', () => {
    expect((['planned', 'open', 'revealed'] as const).map((stage) => played(stage, lots))).toEqual(['to_come', 'to_come', 'to_come'])
    expect((['won', 'followed', 'done'] as const).map((stage) => played(stage, lots))).toEqual(['drawn', 'drawn', 'drawn'])
    expect(played('done', { kind: 'right' }, { kind: 'dice', joined: 0 })).toBe('drawn')
  })
})
