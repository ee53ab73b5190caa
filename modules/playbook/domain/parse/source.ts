import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Complaint, Path, Problem } from './problem.ts'

/** Text of a playbook with the way back from a path to its line. JSON is read too: it is YAML. */
export interface Source {
  readonly value: unknown
  /** Errors of the writing itself; `value` is undefined when there are any. */
  readonly problems: readonly Problem[]
  place(complaint: Complaint): Problem
  positionOf(path: Path, atKey?: boolean): { readonly line: number; readonly column: number }
}

/** Reads YAML or JSON; throws nothing. */
export function readSource(text: string): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const positionOf = (path: Path, atKey = false) => at(offsetOf(document, path, atKey))
  const place = ({ path, code, data, hint, atKey }: Complaint): Problem => ({
    path: [...path],
    ...positionOf(path, atKey),
    code,
    data: data ?? {},
    ...(hint !== undefined && { hint }),
  })
  const problems: Problem[] = document.errors.map((error) => ({
    path: [],
    ...at(error.pos[0]),
    code: error.code === 'DUPLICATE_KEY' ? 'duplicate_key' : 'syntax',
    data: { detail: error.message },
  }))
  if (problems.length > 0) return { value: undefined, problems, place, positionOf }
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, problems: [], place, positionOf }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { value: undefined, problems: [place({ path: [], code: 'syntax', data: { detail } })], place, positionOf }
  }
}

/** Start of the deepest part of the path that is written down. */
function offsetOf(document: Document.Parsed, path: Path, atKey: boolean): number {
  let node: Node | null | undefined = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      const keyAt = isScalar(pair.key) ? pair.key.range?.[0] : undefined
      offset = keyAt ?? offset
      node = pair.value as Node | null
      const last = index === path.length - 1
      if (!(last && atKey)) offset = node?.range?.[0] ?? offset
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined
      if (!item) break
      node = item
      offset = item.range?.[0] ?? offset
    } else break
  }
  return offset
}
