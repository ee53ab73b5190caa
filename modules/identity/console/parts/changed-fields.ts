export interface ChangedField {
  readonly name: string
  /** As text; undefined when the field was not there. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The fields that differ between two recorded states, in the order they were written; what stayed the same is left out. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((name) => ({ name, before: written(old[name]), after: written(now[name]) }))
    .filter((field) => field.before !== field.after)
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : { value }
}

function written(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
