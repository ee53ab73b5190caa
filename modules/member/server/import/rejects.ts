import type { SheetRow } from '@grove/spreadsheet'
import type { ImportRowError } from '../../contract/index.ts'

/** One row that was not taken: why, and its cells as they came. */
export interface Reject {
  readonly line: number
  readonly why: readonly Pick<ImportRowError, 'code' | 'column' | 'value'>[]
  readonly cells: readonly string[]
}

/** Faults of a batch with the rows they are about, in the order of the file. */
export function rejectsOf(source: readonly SheetRow[], faults: readonly ImportRowError[]): Reject[] {
  const whyOf = new Map<number, Reject['why'][number][]>()
  for (const { line, code, column, value } of faults) {
    const why = whyOf.get(line)
    if (why) why.push({ code, column, value })
    else whyOf.set(line, [{ code, column, value }])
  }
  return source.flatMap(({ line, cells }) => {
    const why = whyOf.get(line)
    return why ? [{ line, why, cells }] : []
  })
}
