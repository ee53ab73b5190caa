import { idParam, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { importPreview, importReport, importRowError, importTarget } from './import.ts'

const oneImport = z.object({ id: idParam })

/** Largest upload: a million members in either format. */
export const IMPORT_MAX_BYTES = 512 * 1024 * 1024

export const uploadImport = route({
  method: 'POST',
  path: '/api/member-imports',
  summary: 'Upload a CSV or an .xlsx workbook (the body); answers a preview with guessed columns',
  access: { right: 'member.import' },
  input: z.object({ fileName: z.string().max(200).default('members.csv') }),
  output: importPreview,
  maxBytes: IMPORT_MAX_BYTES,
})
export const startImport = route({
  method: 'POST',
  path: '/api/member-imports/:id/start',
  summary: 'Start an uploaded import with these columns',
  access: { right: 'member.import' },
  input: z.object({ id: idParam, columns: z.array(importTarget).min(1).max(500) }),
  output: importReport,
})
export const getImport = route({
  method: 'GET',
  path: '/api/member-imports/:id',
  summary: 'How far an import is',
  access: { right: 'member.import' },
  input: oneImport,
  output: importPreview.extend({ errors: z.array(importRowError) }),
})
export const listImports = route({
  method: 'GET',
  path: '/api/member-imports',
  summary: 'The latest imports',
  access: { right: 'member.import' },
  input: z.object({}),
  output: z.object({ items: z.array(importReport) }),
})
export const cancelImport = route({
  method: 'POST',
  path: '/api/member-imports/:id/cancel',
  summary: 'Stop an import after the batch at work; rows already taken stay, and it may go on later. One not started is dropped',
  access: { right: 'member.import' },
  input: oneImport,
  output: importReport,
})
export const resumeImport = route({
  method: 'POST',
  path: '/api/member-imports/:id/resume',
  summary: 'Go on with a stopped import where it stopped',
  access: { right: 'member.import' },
  input: oneImport,
  output: importReport,
})
export const importErrors = route({
  method: 'GET',
  path: '/api/member-imports/:id/errors',
  summary: 'Rows that were not taken, in the format of the upload: the reason first, then the columns as they came, to mend and send again',
  access: { right: 'member.import' },
  input: oneImport,
  output: z.string(),
})
