import type { Condition } from '@grove/condition-kit/contract'
import { z } from 'zod'
import { readText } from './draft-text.ts'

/** What the table needs of a text that may still be full of mistakes: everything may be missing or odd, nothing throws. */
const words = z.union([z.string(), z.object({ zh: z.string().catch(''), en: z.string().catch('') })]).catch('')
const maybeWords = words.optional().catch(undefined)
const word = z.string().optional().catch(undefined)
const anything = z.record(z.string(), z.unknown())
const action = anything.transform((value) => ({ ...value, kind: typeof value.kind === 'string' ? value.kind : '' })).catch({ kind: '' })
export type LooseAction = z.output<typeof action> & Record<string, unknown>

const step = z.looseObject({
  id: z.union([z.string(), z.number().transform(String)]).catch(''),
  title: words,
  why: maybeWords,
  phase: word,
  marketing: word,
  topic: word,
  track: z.enum(['community', 'member']).catch('community'),
  when: anything.catch({}),
  who: z.string().catch('system'),
  do: action,
  to: z.unknown().optional(),
  variants: z.array(anything).optional().catch(undefined),
  if: anything
    .transform((value) => value as unknown as Condition)
    .optional()
    .catch(undefined),
  confirm: z.boolean().catch(false),
  fallback: z
    .object({ within: z.string().catch(''), do: action })
    .optional()
    .catch(undefined),
})
export type LooseStep = z.output<typeof step>

const draft = z.looseObject({
  title: words,
  description: maybeWords,
  communityTypes: z.array(z.string()).catch([]),
  goal: z
    .object({ text: words, figure: z.string().catch(''), target: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  lasts: word,
  misfire: z.unknown().optional(),
  holdout: z.number().catch(0),
  limits: z.object({ quiet: z.object({ from: z.string(), to: z.string() }).optional().catch(undefined) }).catch({ quiet: undefined }),
  parameters: z
    .array(
      z.object({
        key: z.string(),
        title: words,
        kind: z.enum(['text', 'number', 'date', 'link', 'community']).catch('text'),
        required: z.boolean().catch(true),
        default: z
          .union([z.string(), z.number(), z.object({ zh: z.string(), en: z.string() })])
          .optional()
          .catch(undefined),
        hint: maybeWords,
      }),
    )
    .catch([]),
  phases: z
    .array(
      z.object({ id: z.string(), title: words, from: z.number().catch(1), to: z.number().optional().catch(undefined), focus: maybeWords }),
    )
    .catch([]),
  materials: z.record(z.string(), z.unknown()).catch({}),
  steps: z.array(step),
})
export type LooseDraft = z.output<typeof draft>
export type LoosePhase = LooseDraft['phases'][number]
export type LooseParameter = LooseDraft['parameters'][number]

/** The draft as the table shows it; undefined while the text can't be read as a playbook at all. */
export function readDraft(text: string): LooseDraft | undefined {
  return looseDraft(readText(text))
}

/** The same from a definition the server answered. */
export function looseDraft(value: unknown): LooseDraft | undefined {
  const parsed = draft.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

/** The step as it stands in the text, with nothing added: what the form edits. */
export function rawStep(text: string, index: number): Record<string, unknown> {
  const value = readText(text) as { steps?: unknown[] } | undefined
  const found = value?.steps?.[index]
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : {}
}
