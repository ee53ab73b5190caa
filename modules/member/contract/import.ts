import { id } from '@grove/kernel/contract'
import { z } from 'zod'
import { moment, PROFILE_FIELDS } from './model.ts'

/** Rows of a file from which on a thread reads them, and the words by which names are found come behind them. */
export const LONG_FILE = 10_000

/** A column of the file becomes one of these, `attribute:<name>`, or is left out (`skip`). */
export const IMPORT_FIELDS = [...PROFILE_FIELDS, 'externalId', 'memberId', 'tags', 'stage', 'source'] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]
export const importTarget = z.union([z.enum([...IMPORT_FIELDS, 'skip']), z.templateLiteral(['attribute:', z.string().min(1).max(60)])])
export type ImportTarget = z.infer<typeof importTarget>

export const importState = z.enum(['waiting', 'running', 'stopped', 'done', 'cancelled', 'failed'])
export const importEncoding = z.enum(['utf-8', 'utf-16le', 'gb18030'])

export const importReport = z.object({
  id,
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx']),
  encoding: importEncoding,
  delimiter: z.string(),
  state: importState,
  /** Rows in the file without the heading. */
  rows: z.number().int(),
  done: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
  columns: z.array(z.object({ heading: z.string(), target: importTarget })),
  byName: z.string().nullable(),
  createdAt: moment,
  finishedAt: moment.nullable(),
})
export type ImportReport = z.infer<typeof importReport>

export const importRowError = z.object({
  /** Line of the file as an editor counts, heading is line 1. */
  line: z.number().int(),
  column: z.string().nullable(),
  code: z.enum([
    'no_key',
    'no_name',
    'bad_phone',
    'bad_email',
    'bad_stage',
    'bad_gender',
    'too_long',
    'bad_text',
    'column_count',
    'bad_field',
    'twice_in_file',
    'two_members',
    'no_such_member',
    'bad_member_id',
    'tag_not_yours',
    'erased',
  ]),
  value: z.string(),
})
export type ImportRowError = z.infer<typeof importRowError>

export const importPreview = importReport.extend({ sample: z.array(z.array(z.string())) })
