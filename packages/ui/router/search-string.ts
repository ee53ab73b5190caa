/** Query string as plain words: `?stage=new&stage=active&q=王` → `{ stage: ['new', 'active'], q: '王' }`. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = out[name]
    out[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return out
}

/** The way back; empty values are left out so that addresses stay short. */
export function writeSearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
