import { type Text, textIn } from '@grove/playbook-kit/contract'
import type { Definition, Step } from '../../contract/index.ts'

/** All words of a step that somebody reads, in every language, its material and variants included. */
export function wordsOf(step: Step, definition: Definition): string {
  const material = step.do['material']
  const parts = [step.title, step.do, step.variants?.map((one) => one.with), typeof material === 'string' && definition.materials[material]]
  return stringsIn(parts).join('\n')
}

/** Both languages of a title, for patterns. */
export function titleOf(step: Step): string {
  return `${textIn(step.title, 'zh')}\n${textIn(step.title, 'en')}`
}

/** A text in each language it has, once. */
export function eachLanguage(text: Text): readonly string[] {
  return [...new Set([textIn(text, 'zh'), textIn(text, 'en')])]
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
