import { z } from 'zod'

/** One field of the form that connects an account. Labels are locale keys of the channel. */
export const settingField = z.object({
  key: z.string(),
  kind: z.enum(['text', 'secret', 'url', 'select']),
  labelKey: z.string(),
  hintKey: z.string().optional(),
  required: z.boolean(),
  /** A regular expression for the whole value, where another one can't be right. The hint says what is allowed. */
  pattern: z.string().optional(),
  options: z.array(z.object({ value: z.string(), labelKey: z.string() })).optional(),
})
export type SettingField = z.infer<typeof settingField>

/** Whether a filled-in value can be right at all; whether it is right only the platform knows. */
export function settingFits({ kind, pattern, options }: SettingField, value: string): boolean {
  if (kind === 'select') return (options ?? []).some((option) => option.value === value)
  if (kind === 'url') return z.url({ protocol: /^https?$/ }).safeParse(value).success
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value)
}

/** Whether an account works: asked by the console and before anything is sent after a fault. */
export const health = z.object({
  state: z.enum(['ok', 'degraded', 'down']),
  /** Locale key and parameters of what is wrong and what to do. */
  noteKey: z.string().optional(),
})
export type Health = z.infer<typeof health>

/** One thing an account needs, looked at by itself. Locale keys; `said` are the platform's own words, without secrets. */
export const accountCheck = z.object({
  nameKey: z.string(),
  ok: z.boolean(),
  /** What is wrong and what to do; null when all is well. */
  noteKey: z.string().nullable(),
  said: z.string().nullable(),
})
export type AccountCheck = z.infer<typeof accountCheck>
