import type { IncomingMessage, ServerResponse } from 'node:http'
import { type IngressAnswer, type IngressDoor, ingressDoors } from '@grove/channel-kit/server'
import { GroveError } from '@grove/kernel/contract'
import { type Front, incomingBody } from '@grove/kernel/http'
import type { SystemCtx } from '@grove/kernel/server'

/**
 * The doors platforms call at. They are no part of the product's own routes: no session, no rate by address, no body unread for long.
 * They stand before the app, because what the app does for a person's call costs more than all a callback needs.
 */
export function doorsOf(system: SystemCtx): Front {
  const doors = system.app.registry.all(ingressDoors).map((door) => ({ door, path: patternOf(door.path) }))
  return (request, response) => {
    const url = request.url ?? '/'
    const cut = url.indexOf('?')
    const path = cut < 0 ? url : url.slice(0, cut)
    const { method } = request
    if (method !== 'GET' && method !== 'POST') return false
    for (const one of doors) {
      const found = one.path.exec(path)
      if (!found) continue
      const query = new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1))
      const call = {
        method,
        workspaceId: Number(found.groups?.['workspace']),
        accountId: Number(found.groups?.['account']),
        query,
      } as const
      void answerOf(system, one.door, request, call).then((answer) => reply(response, answer))
      return true
    }
    return false
  }
}

type Call = Omit<Parameters<IngressDoor['answer']>[1], 'body'>

async function answerOf(system: SystemCtx, door: IngressDoor, request: IncomingMessage, call: Call): Promise<IngressAnswer> {
  try {
    if (!isNumber(call.workspaceId) || !isNumber(call.accountId)) return { status: 404 }
    const body = call.method === 'GET' ? '' : (await incomingBody(request, door.maxBytes)).toString('utf8')
    return await door.answer(system, { ...call, body })
  } catch (error) {
    if (error instanceof GroveError) return { status: error.status }
    // Anything but a 200 makes the platform come again: nothing is lost while we can't store it.
    system.app.log.error({ door: door.path, error: String(error) }, 'a callback could not be stored')
    return { status: 503 }
  }
}

function reply(response: ServerResponse, { status, text = '' }: IngressAnswer): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
const isNumber = (value: number) => Number.isSafeInteger(value) && value > 0
