export interface ChangedField {
  readonly name: string
  /** Undefined when the field was not there. */
  readonly before: unknown
  readonly after: unknown
}

/** The fields that differ between two recorded states, in the order they were written; what stayed the same is left out. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((name) => ({ name, before: old[name], after: now[name] }))
    .filter((field) => JSON.stringify(field.before) !== JSON.stringify(field.after))
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : { value }
}
