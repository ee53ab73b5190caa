import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadOrder } from './load-order.ts'

const table = (name: string) => ({ schema: 'public', name })
const key = (from: string, to: string) => ({ name: `${from}_${to}`, from: table(from), to: table(to) })
const names = (tables: readonly { name: string }[]) => tables.map(({ name }) => name)

describe('order in which tables are loaded', () => {
  it('leaves keys of a ring for the end, and no others', () => {
    const { ordered, late } = loadOrder(['a', 'b', 'c'].map(table), [key('a', 'b'), key('b', 'a'), key('c', 'a')])
    expect(names(ordered)).toEqual(['b', 'a', 'c'])
    expect(names(late)).toEqual(['b_a'])
  })

  it('puts a table after those it points to; pointing to itself changes nothing', () => {
    const { ordered, late } = loadOrder(['a', 'b', 'c'].map(table), [key('a', 'c'), key('c', 'b'), key('b', 'b')])
    expect(names(ordered)).toEqual(['b', 'c', 'a'])
    expect(late).toEqual([])
  })

  it('for any keys: every table once, every key in order or left for the end, the same whatever order they come in', () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f']
    const anyKey = fc.tuple(fc.constantFrom(...letters), fc.constantFrom(...letters))
    fc.assert(
      fc.property(fc.uniqueArray(anyKey, { selector: (pair) => pair.join() }), (pairs) => {
        const keys = pairs.map(([from, to]) => key(from, to))
        const { ordered, late } = loadOrder(letters.map(table), keys)
        const place = new Map(names(ordered).map((name, at) => [name, at]))
        expect([...place.keys()].sort()).toEqual(letters)
        for (const each of keys) {
          if (each.from.name === each.to.name || late.includes(each)) continue
          expect(place.get(each.to.name)).toBeLessThan(place.get(each.from.name) ?? -1)
        }
        const again = loadOrder([...letters].reverse().map(table), [...keys].reverse())
        expect([names(again.ordered), names(again.late)]).toEqual([names(ordered), names(late)])
      }),
      { seed: 7 },
    )
  })
})
