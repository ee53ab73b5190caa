/** Where in the document, e.g. `['steps', 3, 'when', 'at']`. */
export type Path = readonly (string | number)[]

/** Something wrong in a playbook's text. Words are in the locales under `playbook.problem.<code>`, filled with `data`. */
export interface Problem {
  readonly path: (string | number)[]
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly code: string
  readonly data: Record<string, string | number>
  /** What to write instead, as it stands in the document. */
  readonly hint?: string
}

/** A problem before its place in the text is known. `atKey`: the key itself is wrong, not its value. */
export interface Complaint {
  readonly path: Path
  readonly code: string
  readonly data?: Record<string, string | number>
  readonly hint?: string | undefined
  readonly atKey?: boolean
}
