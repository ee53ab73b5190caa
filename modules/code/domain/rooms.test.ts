import { describe, expect, it } from 'vitest'
import { roomsNow } from './rooms.ts'

const group = (externalId: string, members: number, gone = false) => ({ externalId, members, gone })
const rules = { fullAt: 200, most: 5 }

describe('where a code of groups leads', () => {
  it('is the first five with room; the sixth comes in when one is full', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => group(id, 10))
    expect(roomsNow(six, rules)).toEqual({ targets: ['a', 'b', 'c', 'd', 'e'], seats: 6 * 190 })
    expect(roomsNow([group('a', 200), ...six.slice(1)], rules).targets).toEqual(['b', 'c', 'd', 'e', 'f'])
  })

  it('leaves out groups that are gone', () => {
    expect(roomsNow([group('a', 3, true), group('b', 3)], rules)).toEqual({ targets: ['b'], seats: 197 })
  })

  it('stays with the last one when all are full, and is nothing when none is there', () => {
    expect(roomsNow([group('a', 200), group('b', 230)], rules)).toEqual({ targets: ['b'], seats: 0 })
    expect(roomsNow([group('a', 3, true)], rules)).toEqual({ targets: [], seats: 0 })
  })
})
