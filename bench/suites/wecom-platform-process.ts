import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stepBehind } from './step-behind.ts'
import { machineMs } from './wecom-storm.ts'

/** Runs as a process of its own: a platform has machines of its own. It answers the one call that matters here, and a token for it; remembers when each code was used. */
stepBehind()

const used = new Map<string, number>()
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://x')
    const id = searchParams.get('external_userid') ?? ''
    const body = Buffer.concat(chunks).toString('utf8')
    if (path.endsWith('/send_welcome_msg')) used.set((JSON.parse(body) as { welcome_code: string }).welcome_code, machineMs())
    const rest = path.endsWith('/gettoken')
      ? { access_token: 'T', expires_in: 7200 }
      : {
          external_contact: { external_userid: id, name: id, type: 1 },
          follow_user: path.endsWith('/externalcontact/get') ? [{ userid: 'zhangsan', createtime: 1_754_870_400 }] : [],
          external_contact_list: [],
          tag_group: [],
        }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...rest }))
  })
})

async function open(): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

process.on('message', (order: 'open' | 'used') => {
  if (order === 'used') process.send?.([...used])
  else void open().then((url) => process.send?.(url))
})
process.on('disconnect', () => process.exit(0))
