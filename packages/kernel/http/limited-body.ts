import { kernelErrors } from '../contract/index.ts'

export const DEFAULT_MAX_BYTES = 256 * 1024

/**
 * The body as a stream that breaks as soon as it is longer than allowed, so nothing long is ever held.
 * @throws kernel.too_large at once when Content-Length says so; later from the stream
 */
export function limitedBody(request: Request, maxBytes: number): ReadableStream<Uint8Array> | null {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw kernelErrors.too_large({ maxBytes })
  if (!request.body) return null
  let read = 0
  return request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        read += chunk.byteLength
        if (read > maxBytes) controller.error(kernelErrors.too_large({ maxBytes }))
        else controller.enqueue(chunk)
      },
    }),
  )
}

/** The whole body in memory. @throws kernel.too_large */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const body = limitedBody(request, maxBytes)
  if (!body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}
