import { defineErrors, GroveError } from '@grove/kernel/contract'
import { z } from 'zod'

const folder = z.string()

/** Everything that can go wrong with the embedded server, a backup or a restore; words are in locales/ under `error.embedded_pg.*`. */
export const embeddedPgErrors = defineErrors('embedded_pg', {
  no_binaries: { status: 503, data: z.object({ platform: z.string() }) },
  binaries_unreachable: { status: 503, data: z.object({ folder, user: z.string(), reason: z.string() }) },
  binaries_broken: { status: 503, data: z.object({ detail: z.string() }) },
  no_user: { status: 503 },
  folder_unwritable: { status: 503, data: z.object({ folder, reason: z.string() }) },
  folder_unreachable: { status: 503, data: z.object({ folder, user: z.string() }) },
  folder_foreign: { status: 503, data: z.object({ folder, owner: z.number() }) },
  wrong_version: { status: 503, data: z.object({ folder, found: z.string(), needed: z.string() }) },
  port_taken: { status: 503, data: z.object({ port: z.number() }) },
  disk_full: { status: 503, data: z.object({ folder }) },
  in_use_elsewhere: { status: 409, data: z.object({ folder, host: z.string() }) },
  in_use: { status: 409, data: z.object({ folder }) },
  start_failed: { status: 503, data: z.object({ folder, detail: z.string() }) },
  file_exists: { status: 409, data: z.object({ file: z.string() }) },
  file_missing: { status: 404, data: z.object({ file: z.string() }) },
  file_unwritable: { status: 503, data: z.object({ file: z.string(), reason: z.string() }) },
  not_a_backup: { status: 422, data: z.object({ file: z.string() }) },
  backup_damaged: { status: 422, data: z.object({ file: z.string(), reason: z.string() }) },
  backup_newer: { status: 409, data: z.object({ found: z.number(), known: z.number() }) },
  schema_newer: { status: 409, data: z.object({ migrations: z.string() }) },
  schema_differs: { status: 409, data: z.object({ detail: z.string() }) },
  not_empty: { status: 409, data: z.object({ tables: z.string() }) },
  database_in_use: { status: 409, data: z.object({ sessions: z.number() }) },
  rights_needed: { status: 403, data: z.object({ detail: z.string() }) },
})

export type EmbeddedPgCode = Exclude<keyof typeof embeddedPgErrors, '$codes'>

/** True for an error of this package, or for the named one only. */
export function isEmbeddedPgError(error: unknown, name?: EmbeddedPgCode): error is GroveError {
  if (!(error instanceof GroveError)) return false
  return name ? error.code === `embedded_pg.${name}` : error.code.startsWith('embedded_pg.')
}

/** Code of a system or PostgreSQL error (`ENOSPC`, `57P03`), or an empty string. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
