import type { IncomingMessage } from 'node:http'
import { kernelErrors } from '../contract/index.ts'

/** What is too long is read on into nothing, so that the sender hears why; one who sends this much more is cut off. */
const PATIENCE = 16

/** The whole body of a bare call in memory, without the streams of the web. @throws kernel.too_large */
export function incomingBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = []
    let read = 0
    const refuse = () => {
      chunks = []
      reject(kernelErrors.too_large({ maxBytes }))
    }
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) refuse()
    request.on('data', (chunk: Buffer) => {
      read += chunk.byteLength
      if (read > maxBytes * PATIENCE) request.destroy()
      if (read > maxBytes) refuse()
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', reject)
    // Whoever hangs up in the middle ends nothing properly.
    request.on('close', () => request.complete || reject(new Error('the caller hung up')))
  })
}
