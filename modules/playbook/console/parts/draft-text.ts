import { type Document, isCollection, parseDocument } from 'yaml'

export type Path = readonly (string | number)[]
type Plain = Record<string, unknown>

/** One change made in the table, as it is written into the text. */
export type Edit =
  | { readonly kind: 'step'; readonly index: number; readonly step: Plain }
  | { readonly kind: 'add'; readonly index: number; readonly step: Plain }
  | { readonly kind: 'remove'; readonly index: number }
  /** Undefined takes the key away. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }

/** The value of a text, or undefined where it can't be read. */
export function readText(text: string): unknown {
  const document = parseDocument(text, { version: '1.2' })
  if (document.errors.length > 0) return undefined
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch {
    return undefined
  }
}

/** Writes a change into the text where it belongs; comments and the order of everything else stay. A text that can't be read stays as it is. */
export function editText(text: string, edit: Edit): string {
  const document = parseDocument(text, { version: '1.2' })
  if (document.errors.length > 0) return text
  if (edit.kind === 'set') put(document, edit.path, edit.value)
  else if (edit.kind === 'step') put(document, ['steps', edit.index], edit.step)
  else editSteps(document, edit)
  return document.toString({ lineWidth: 0 })
}

function editSteps(document: Document, edit: Edit & { readonly kind: 'add' | 'remove' }): void {
  if (edit.kind === 'remove') return void document.deleteIn(['steps', edit.index])
  const steps = document.getIn(['steps'], true)
  if (!isCollection(steps)) return document.setIn(['steps'], document.createNode([edit.step]))
  steps.flow = false
  steps.items.splice(edit.index, 0, document.createNode(edit.step) as never)
}

/** Changes only what differs, so that a comment beside an untouched line survives. */
function put(document: Document, path: Path, value: unknown): void {
  const before = valueAt(document, path)
  if (same(before, value)) return
  const node = document.getIn(path, true)
  if (isPlain(before) && isPlain(value) && isCollection(node)) {
    for (const key of Object.keys(before)) if (value[key] === undefined) document.deleteIn([...path, key])
    for (const [key, part] of Object.entries(value)) if (part !== undefined) put(document, [...path, key], part)
  } else if (value === undefined) document.deleteIn(path)
  else document.setIn(path, document.createNode(value))
}

function valueAt(document: Document, path: Path): unknown {
  const node = document.getIn(path, true) as { toJS?: (document: Document) => unknown } | undefined
  return node?.toJS?.(document)
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Equal as data; a key without value counts as absent, the order of keys does not count. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((part, index) => same(part, other[index]))
  if (isPlain(one) && isPlain(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => same(one[key], other[key]))
  }
  return one === other
}
