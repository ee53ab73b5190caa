import { crc32, deflateSync } from 'node:zlib'
import { Hono } from 'hono'
import { encode } from 'uqr'
import type { Platform } from '../world/platform.ts'

/** Dots of the picture for one of the code. */
const SCALE = 8

/** Pictures of codes, as the platform's picture server shows them to anybody; one that was taken away is there no more. */
export function pictureHttp(platform: Platform): Hono {
  const http = new Hono()
  http.get('/wwpic/:name/0', (wire) => {
    const { contactWays, joinWays } = platform.world
    const way = [...contactWays.values(), ...joinWays.values()].find(({ qrCode }) => qrCode === wire.req.path)
    if (!way) return wire.text('not found', 404)
    return wire.body(drawn(`${platform.pictures()}${way.qrCode}`), 200, { 'content-type': 'image/png' })
  })
  return http
}

/** A QR code as a PNG of one bit a dot. */
function drawn(words: string): Uint8Array<ArrayBuffer> {
  const { data, size } = encode(words, { ecc: 'M', border: 4 })
  const side = size * SCALE
  const line = 1 + Math.ceil(side / 8)
  const dots = Buffer.alloc(line * side)
  for (let y = 0; y < side; y += 1) {
    const row = data[Math.floor(y / SCALE)] ?? []
    // Each line begins with the number of its filter: none.
    for (let x = 0; x < side; x += 1) {
      const at = y * line + 1 + (x >> 3)
      if (!row[Math.floor(x / SCALE)]) dots[at] = (dots[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  // One bit, grey.
  head[8] = 1
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(dots)), chunk('IEND', Buffer.alloc(0))]))
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
