import { z } from 'zod'

/** Grows when an older program could no longer read the files; older formats stay readable. */
export const FORMAT_VERSION = 1

/** First entry of a backup: what is inside. `folder` is the table's place in the archive; tables come in loading order. */
export const manifestModel = z.object({
  format: z.literal('grove-backup'),
  formatVersion: z.number().int().positive(),
  createdAt: z.string(),
  serverVersion: z.string(),
  /** The schema: every migration that had run. */
  migrations: z.array(z.object({ id: z.string(), checksum: z.string() })),
  /** The next transaction number of the source: the event log continues after it. */
  nextTransaction: z.string().regex(/^\d+$/),
  tables: z.array(
    z.object({ folder: z.string(), schema: z.string(), name: z.string(), partitioned: z.boolean(), columns: z.array(z.string()).min(1) }),
  ),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), lastValue: z.string().nullable() })),
})
export type Manifest = z.infer<typeof manifestModel>
export type BackupTable = Manifest['tables'][number]

/** Last entry: what each table held, so that a cut or changed file is noticed before anything is committed. */
export const totalsModel = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() })),
})
export type Totals = z.infer<typeof totalsModel>
export type TableTotal = Totals['tables'][string]

export const MANIFEST = 'manifest.json'
export const TOTALS = 'totals.json'

/** What a person gets to know about a backup. */
export interface BackupFacts {
  readonly file: string
  readonly createdAt: string
  readonly tables: number
  readonly rows: number
}

export function factsOf(file: string, manifest: Manifest, totals: Totals): BackupFacts {
  const rows = Object.values(totals.tables).reduce((sum, table) => sum + table.rows, 0)
  return { file, createdAt: manifest.createdAt, tables: manifest.tables.length, rows }
}
