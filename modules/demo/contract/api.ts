import { id, idParam, locale, route } from '@grove/kernel/contract'
import { z } from 'zod'

/** `day` of `days` is made; `failed` names what to do in the log. */
export const demoProgress = z.object({
  workspaceId: id,
  state: z.enum(['building', 'ready', 'failed']),
  day: z.number().int(),
  days: z.number().int(),
})
export type DemoProgress = z.infer<typeof demoProgress>

/** Below three days there is no room for three communities one after the other. */
export const demoDays = z.number().int().min(3).max(42)

export const buildDemo = route({
  method: 'POST',
  path: '/api/demo',
  summary: 'Make a demo workspace with weeks of history, six unless told; while one is being made, how far it is',
  access: 'session',
  input: z.object({ locale: locale.default('zh'), zone: z.string().min(1).max(60).default('Asia/Shanghai'), days: demoDays.default(42) }),
  output: demoProgress,
})
export const getDemo = route({
  method: 'GET',
  path: '/api/demo/:workspaceId',
  summary: 'How far the demo workspace is',
  access: 'session',
  input: z.object({ workspaceId: idParam }),
  output: demoProgress,
})
