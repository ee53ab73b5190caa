import type { z } from 'zod'
import { CLOCK_TIME, DURATION, KEY, PARAMETER_KEY } from '../../contract/index.ts'
import { distance, nearest } from './nearest.ts'
import type { Complaint, Path } from './problem.ts'
import { keysAt, wordsAt } from './schema-shape.ts'
import { suggestDate, suggestDuration, suggestKey, suggestParameterKey, suggestTime } from './suggest.ts'

type Issue = z.core.$ZodIssue

/** What to write where something is missing. */
const EXAMPLES: Readonly<Record<string, string>> = {
  grove: 'grove: 1',
  key: 'key: newcomer-14d',
  id: 'id: welcome',
  title: 'title: { zh: 欢迎, en: Welcome }',
  communityTypes: 'communityTypes: [newcomer]',
  steps: 'steps: [{ id: welcome, title: 欢迎, when: { day: 1, at: "09:00" }, do: { kind: send, text: 你好 } }]',
  when: 'when: { day: 1, at: "09:00" }',
  at: 'at: "09:00"',
  do: 'do: { kind: send, text: … }',
  kind: 'kind: send',
  within: 'within: 24h',
  zh: 'zh: …',
  en: 'en: …',
  figure: 'figure: retention_7d',
}
/** What a part that is of the wrong form altogether may look like. */
const FORMS: Readonly<Record<string, string>> = {
  when: '{ day: 1, at: "09:00" }',
  do: '{ kind: send, text: … }',
  to: 'group',
  if: '{ kind: tag, tag: vip }',
  where: '{ kind: tag, tag: vip }',
  title: '{ zh: …, en: … }',
  text: '{ zh: …, en: … }',
  why: '{ zh: …, en: … }',
  misfire: 'skip',
  picture: '{ url: "https://…" }',
}

/** Turns what the contract says about a value into complaints a person can act on. `base` is where the value stands in the document. */
export function shapeComplaints(issues: readonly Issue[], schema: z.core.$ZodType, value: unknown, base: Path = []): readonly Complaint[] {
  const all = issues.flatMap((issue) => complaintsOf(issue, schema, value, []))
  // A misspelt key is one mistake, not an unknown key and a missing one.
  const meant = new Set(
    all.flatMap((one) => (one.code === 'unknown_key' && one.hint ? [[...one.path.slice(0, -1), one.hint].join('/')] : [])),
  )
  return all
    .filter((one) => one.code !== 'missing' || !meant.has(one.path.join('/')))
    .map((one) => ({ ...one, path: [...base, ...one.path] }))
}

function complaintsOf(issue: Issue, schema: z.core.$ZodType, root: unknown, above: Path): readonly Complaint[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))]
  const name = String(path.at(-1) ?? '')
  const found = valueAt(root, path)
  if (found === undefined && path.length > 0 && issue.code !== 'unrecognized_keys') {
    return [{ path, code: 'missing', data: { key: name }, hint: name === 'kind' && path.at(-2) !== 'do' ? 'kind: tag' : EXAMPLES[name] }]
  }
  const shown = brief(found)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const near = nearest(key, keysAt(schema, path))
        return { path: [...path, key], code: 'unknown_key', data: { key }, hint: near, atKey: true }
      })
    case 'invalid_union': {
      if (issue.errors.length === 0) return kindComplaint(schema, path, found)
      if (issue.errors.every((branch) => branch.some((one) => one.path.length === 0 && one.code === 'invalid_type'))) {
        return [{ path, code: 'wrong_form', data: { key: name, found: shown }, hint: FORMS[name] }]
      }
      const best = bestBranch(issue.errors)
      return best.flatMap((one) => complaintsOf(one, schema, root, path))
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      return [
        {
          path,
          code: 'not_one_of',
          data: { found: shown, allowed: allowed.join(', ') },
          hint: nearest(String(found), allowed) ?? allowed[0],
        },
      ]
    }
    case 'invalid_format':
      return [formatComplaint(issue, path, String(found))]
    case 'invalid_key':
      return [{ path, code: 'bad_key', data: { found: name }, hint: suggestKey(name), atKey: true }]
    case 'too_small':
      return [{ path, code: issue.origin === 'number' ? 'too_small' : 'too_short', data: { key: name, least: Number(issue.minimum) } }]
    case 'too_big':
      return [{ path, code: issue.origin === 'number' ? 'too_big' : 'too_long', data: { key: name, most: Number(issue.maximum) } }]
    case 'invalid_type':
      return [{ path, code: 'wrong_type', data: { key: name, expected: issue.expected, found: shown }, hint: FORMS[name] }]
    default:
      return [{ path, code: 'wrong_form', data: { key: name, found: shown }, hint: FORMS[name] }]
  }
}

/** No registered kind of that name: actions, conditions. */
function kindComplaint(schema: z.core.$ZodType, path: Path, found: unknown): readonly Complaint[] {
  const names = wordsAt(schema, path)
  const asked = String(found ?? '')
  return [{ path, code: 'unknown_kind', data: { found: asked, allowed: names.join(', ') }, hint: nearest(asked, names) }]
}

function formatComplaint(issue: Issue & { code: 'invalid_format' }, path: Path, found: string): Complaint {
  const pattern = 'pattern' in issue ? issue.pattern : undefined
  const data = { found }
  if (pattern === String(CLOCK_TIME)) return { path, code: 'bad_time', data, hint: quoted(suggestTime(found)) }
  if (pattern === String(DURATION)) return { path, code: 'bad_duration', data, hint: suggestDuration(found) ?? '2h' }
  if (pattern === String(KEY)) return { path, code: 'bad_key', data, hint: suggestKey(found) }
  if (pattern === String(PARAMETER_KEY)) return { path, code: 'bad_parameter_key', data, hint: suggestParameterKey(found) }
  if (issue.format === 'date') return { path, code: 'bad_date', data, hint: suggestDate(found) }
  return { path, code: 'bad_format', data }
}

/** Of several forms a part may have, the one it comes nearest to. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  let best: readonly Issue[] = []
  let least = Infinity
  for (const branch of branches) {
    const cost = costOf(branch)
    if (cost < least) {
      least = cost
      best = branch
    }
  }
  return best
}

function costOf(branch: readonly Issue[]): number {
  const unknown = branch.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []))
  const missing = branch
    .filter((issue) => issue.path.length === 1 && issue.code !== 'unrecognized_keys')
    .map((issue) => String(issue.path[0]))
  const astray = branch.some((issue) => issue.path.length === 0 && issue.code !== 'unrecognized_keys') ? 100 : 0
  const strange = unknown.reduce(
    (sum, key) => sum + 4 + Math.min(6, ...missing.map((name) => distance(key.toLowerCase(), name.toLowerCase()))),
    0,
  )
  return astray + strange + branch.length
}

function quoted(time: string | undefined): string {
  return `"${time ?? '09:00'}"`
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, step) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : undefined),
    value,
  )
}
