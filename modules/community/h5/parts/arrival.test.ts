import { describe, expect, it } from 'vitest'
import { readArrival } from './arrival.ts'

describe('the link somebody came by', () => {
  it('is taken with care: nonsense is left out', () => {
    expect(readArrival('?from=abc&scene=evil&i=')).toEqual({
      invitationCode: '',
      source: undefined,
      inviterMemberId: undefined,
      scene: 'link',
    })
    expect(readArrival('?from=-1').inviterMemberId).toBeUndefined()
  })
  it('says code, source, sender and scene', () => {
    expect(readArrival('?i=ABC&source=run-3&from=12&scene=qr')).toEqual({
      invitationCode: 'ABC',
      source: 'run-3',
      inviterMemberId: 12,
      scene: 'qr',
    })
    expect(readArrival('?s=海报').source).toBe('海报')
  })
})
