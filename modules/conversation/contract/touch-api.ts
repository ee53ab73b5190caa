import { route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { touchLimits } from './send-model.ts'

export const getTouchLimitsRoute = route({
  method: 'GET',
  path: '/api/touch-limits',
  summary: 'Quiet hours and caps of the workspace',
  access: { right: 'send.read' },
  input: z.object({}),
  output: z.object({ limits: touchLimits, updatedAt: moment.nullable() }),
})

export const setTouchLimitsRoute = route({
  method: 'PUT',
  path: '/api/touch-limits',
  summary: 'Changes quiet hours and caps; what is held is looked at again at once',
  access: { right: 'touch_limit.write' },
  input: z.object({ limits: touchLimits }),
  output: z.object({ looking: z.number() }),
})
