import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import { type Definition, definitionSchema } from '../../contract/index.ts'
import type { Complaint, Path, Problem } from './problem.ts'
import { referenceComplaints } from './reference-complaints.ts'
import { shapeComplaints } from './shape-complaints.ts'
import { readSource } from './source.ts'

export type Parsed =
  | { readonly ok: true; readonly definition: Definition }
  /** In the order of the text. */
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads a playbook written in YAML or JSON. Either the whole playbook, ready to compile, or everything that is wrong with it: where,
 * what, and what to write instead. Throws nothing.
 */
export function parsePlaybook(text: string, kinds: PlaybookKinds): Parsed {
  const source = readSource(text)
  if (source.problems.length > 0) return { ok: false, problems: source.problems }
  const told = (complaints: readonly Complaint[]): Parsed => ({
    ok: false,
    problems: unique(complaints.map(source.place)).sort((a, b) => a.line - b.line || a.column - b.column),
  })
  if (typeof source.value !== 'object' || source.value === null || Array.isArray(source.value)) {
    return told([{ path: [], code: 'not_a_playbook', hint: 'grove: 1' }])
  }
  const schema = definitionSchema(kinds)
  const shaped = schema.safeParse(source.value)
  if (!shaped.success) return told(shapeComplaints(shaped.error.issues, schema, source.value))
  const complaints = referenceComplaints(shaped.data, kinds)
  return complaints.length > 0 ? told(complaints) : { ok: true, definition: shaped.data }
}

/** Line and column of paths in a text, for findings about a playbook that parses. Paths that are not written down lead to their nearest parent. */
export function placesIn(text: string): (path: Path) => { readonly line: number; readonly column: number } {
  const source = readSource(text)
  return (path) => source.positionOf(path)
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = `${problem.code} ${problem.path.join('/')} ${JSON.stringify(problem.data)}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
