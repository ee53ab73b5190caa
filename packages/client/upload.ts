import { CallError } from './call-error.ts'

export interface UploadOptions {
  /** Share sent, 0 to 1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

/** XMLHttpRequest, because fetch cannot tell how much of a body has left. */
export function sendWithProgress(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  file: Blob,
  options: UploadOptions,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () => reject(new CallError('client.offline', 0))
    request.onabort = () => reject(new CallError('client.cancelled', 0))
    options.signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
