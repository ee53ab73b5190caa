import type { Translator } from '@grove/i18n'
import type { FormInstance } from 'antd'
import { issueWords } from '../feedback/error-words.ts'

interface Issue {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** Puts each problem at the field it is about, or at the nearest field above it; answers those that have no field on screen. */
export function placeIssues(form: FormInstance, issues: readonly Issue[], t: Translator): readonly Issue[] {
  const fields = form.getFieldsError().map((field) => field.name.join('.'))
  const loose: Issue[] = []
  const placed = new Map<string, string[]>()
  for (const issue of issues) {
    const field = fields.find((name) => issue.path === name) ?? fields.find((name) => issue.path.startsWith(`${name}.`))
    if (field === undefined) loose.push(issue)
    else placed.set(field, [...(placed.get(field) ?? []), issueWords(t, issue)])
  }
  const names = new Map(form.getFieldsError().map((field) => [field.name.join('.'), field.name]))
  const marked = [...placed].flatMap(([field, errors]) => {
    const name = names.get(field)
    return name ? [{ name, errors }] : []
  })
  form.setFields(marked)
  const first = marked[0]
  if (first) form.scrollToField(first.name, { focus: true })
  return loose
}
