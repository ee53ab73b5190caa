import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, csvLine } from './csv-cell.ts'

describe('a CSV cell', () => {
  it('is never a formula', () => {
    expect(csvCell('=1+1')).toBe("'=1+1")
    expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)")
    expect(csvCell('-2+3')).toBe("'-2+3")
    fc.assert(fc.property(fc.string(), (text) => !/^[=@\t\r]/.test(csvCell(text).replace(/^"/, ''))))
  })
  it('keeps numbers and phones', () => {
    expect(csvCell('+8613800138000')).toBe('+8613800138000')
    expect(csvCell(-3.5)).toBe('-3.5')
  })
  it('quotes what would break the line', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', null])).toBe('"a,b","say ""hi""","two\nlines",\r\n')
  })
})
