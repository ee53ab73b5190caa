import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { circleOf } from './peer.ts'
import { rangeOf, soundFormat } from './sound.ts'

describe('who reads whose homework', () => {
  it('reads as often as is read, never the own one, never one twice', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (people, readers) => {
          const all = circleOf(people, readers)
          const each = people.length < 2 ? 0 : Math.min(readers, people.length - 1)
          for (const one of people) {
            const reads = all.filter((row) => row.reader === one).map((row) => row.author)
            expect([new Set(reads).size, reads.includes(one), all.filter((row) => row.author === one).length]).toEqual([each, false, each])
          }
        },
      ),
      { seed: 1126 },
    )
  })
})

describe('a sound', () => {
  const of = (text: string) => soundFormat(new TextEncoder().encode(text))
  it('is told by its bytes; a picture, a text and a recording of an old phone are none', () => {
    expect([of('....ftypM4A '), of('ID3.'), of('OggS'), of('RIFF....WAVE')]).toEqual(['audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/wav'])
    expect(soundFormat(new Uint8Array([0x1a, 0x45, 0xdf, 0xa3]))).toBe('audio/webm')
    expect([soundFormat(new Uint8Array([0xff, 0xf1])), soundFormat(new Uint8Array([0xff, 0xfb]))]).toEqual(['audio/aac', 'audio/mpeg'])
    expect([of('#!AMR'), of('hello'), of(''), soundFormat(new Uint8Array([0xff, 0xd8, 0xff]))]).toEqual([null, null, null, null])
  })
  it('is served in the part that is asked for', () => {
    expect([rangeOf(null, 10), rangeOf('bytes=-', 10), rangeOf('bytes=20-30', 10), rangeOf('lines=1-2', 10)]).toEqual(
      Array(4).fill(undefined),
    )
    expect([rangeOf('bytes=0-1', 10), rangeOf('bytes=4-', 10), rangeOf('bytes=-3', 10), rangeOf('bytes=0-99', 10)]).toEqual([
      { from: 0, to: 1 },
      { from: 4, to: 9 },
      { from: 7, to: 9 },
      { from: 0, to: 9 },
    ])
  })
})
