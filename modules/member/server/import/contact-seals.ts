import type { Sealer } from '@grove/kernel/server'
import type { ImportRow } from '../../domain/import-row.ts'

/** Sealed value and digest of the phone and the e-mail of each row, in the order of the rows; null where a row has none. */
export type ContactSeals = readonly (string | null)[]

const CHANNELS = ['phone', 'email'] as const
const WIDTH = CHANNELS.length * 2

/** Makes them: half of what a row costs, and the same in any thread that has the keys. */
export function sealsOf(sealer: Sealer, rows: readonly ImportRow[]): ContactSeals {
  return rows.flatMap(({ fields }) =>
    CHANNELS.flatMap((channel) => {
      const value = fields[channel]
      return value ? [sealer.seal(channel, value), sealer.digest(channel, value)] : [null, null]
    }),
  )
}

/** Remembers them until they are asked for. */
export function learnSeals(sealer: Sealer, rows: readonly ImportRow[], seals: ContactSeals): void {
  for (const [at, { fields }] of rows.entries()) {
    for (const [by, channel] of CHANNELS.entries()) {
      const value = fields[channel]
      const sealed = seals[at * WIDTH + by * 2]
      const digest = seals[at * WIDTH + by * 2 + 1]
      if (value && sealed && digest) sealer.learn(channel, value, { sealed, digest })
    }
  }
}
