/** Why a call gave no result. `code` is the server's, or one of `client.offline|timeout|bad_answer|cancelled` (status 0 when nothing came back). */
export class CallError extends Error {
  // Declared only: to define fields, the oldest phones would have to fetch half a kilobyte of helpers with every page.
  declare readonly code: string
  declare readonly status: number
  declare readonly data: Readonly<Record<string, unknown>>
  constructor(code: string, status: number, data: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'CallError'
    this.code = code
    this.status = status
    this.data = data
  }
}

/** Field problems of a `kernel.invalid_input` answer; empty for every other error. */
export function issuesOf(error: unknown): readonly { readonly path: string; readonly code: string; readonly message: string }[] {
  if (!(error instanceof CallError) || error.code !== 'kernel.invalid_input' || !Array.isArray(error.data.issues)) return []
  return error.data.issues as { path: string; code: string; message: string }[]
}
