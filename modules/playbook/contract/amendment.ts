import { z } from 'zod'
import { clockTime, key, localDate } from './local-time.ts'

/** When the change was made, epoch milliseconds: what fell due before stays as it was, and nothing moved into the past is sent. */
const at = z.number().int()

/** A change to one run that leaves its playbook as it is. Kept in the order they were made. */
export const amendment = z.discriminatedUnion('kind', [
  /** One occurrence, or the step for good. */
  z.strictObject({ kind: z.literal('skip'), at, step: key, occurrence: z.number().int().optional() }),
  /** Steps counted from the start or from joining move by days (negative: earlier); dates and weekdays stay. */
  z.strictObject({ kind: z.literal('shift'), at, days: z.number().int().min(-365).max(365) }),
  /** Another time of day, and parameters of the action that take the place of its own. */
  z.strictObject({
    kind: z.literal('change'),
    at,
    step: key,
    time: clockTime.optional(),
    with: z.record(z.string(), z.unknown()).optional(),
  }),
  /** The run ends with this local day. */
  z.strictObject({ kind: z.literal('end'), at, day: localDate }),
])
export type Amendment = z.infer<typeof amendment>
