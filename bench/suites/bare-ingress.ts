import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least a receiver of callbacks can do: check the signature, append to a file, answer. Run as `bare-ingress.ts FILE TOKEN`; says its port. */
const [, , file = '', token = ''] = process.argv
const out = createWriteStream(file, { flags: 'a' })
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    const query = new URL(request.url ?? '/', 'http://x').searchParams
    const encrypt = /<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/.exec(body)?.[1] ?? ''
    const parts = [token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypt].sort()
    if (createHash('sha1').update(parts.join('')).digest('hex') !== query.get('msg_signature')) return response.writeHead(403).end()
    return out.write(`${body}\n`, () => response.writeHead(200).end())
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
