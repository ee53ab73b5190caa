import type { IngressCall, IngressDoor } from '@grove/channel-kit/server'
import { databasePort } from '@grove/db'
import type { App, SystemCtx } from '@grove/kernel/server'
import { CallbackRefused, openCallback, type OpenedCallback } from '@grove/wecom-api/callback'
import { type AccountKeys, accountKeys } from './account-keys.ts'
import { isId, readBody } from './event-meaning.ts'
import { type InboxWriter, inboxWriter } from './inbox-writer.ts'

export const CALLBACK_PATH = '/in/wecom/:workspace/:account'

/** Hundreds of statements a second need not wake the others hundreds of times: only greetings are in a hurry. */
const TELL_MS = 100

interface Room {
  readonly keys: AccountKeys
  readonly writer: InboxWriter
}

const rooms = new WeakMap<App, Room>()

function roomOf(system: SystemCtx): Room {
  const known = rooms.get(system.app)
  if (known) return known
  const { app } = system
  let waking: NodeJS.Timeout | undefined
  const wakeInbox = () => {
    waking ??= setTimeout(() => {
      waking = undefined
      app.signals.wake('wecom-inbox')
    }, TELL_MS).unref()
  }
  const room: Room = {
    keys: accountKeys(system, () => performance.now()),
    writer: inboxWriter(app.use(databasePort).system, (welcomes) => {
      if (welcomes) app.signals.wake('wecom-welcome')
      wakeInbox()
    }),
  }
  rooms.set(app, room)
  return room
}

/** Where the platform tells what happened: checked, stored, answered. Everything else happens behind. */
export const wecomDoor: IngressDoor = {
  path: CALLBACK_PATH,
  maxBytes: 1024 * 1024,
  answer: async (system, call) => {
    const { writer } = roomOf(system)
    let opened: OpenedCallback
    try {
      opened = await open(system, call)
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error
      system.app.log.warn({ account: call.accountId, reason: error.reason }, 'a callback was refused')
      // Who knocks without the key learns nothing about why it does not fit.
      return { status: error.reason === 'too_large' ? 413 : 403 }
    }
    if (opened.kind === 'verify') return { status: 200, text: opened.echo }
    // The database has no place for this one letter; no event has it either.
    const xml = opened.xml.replaceAll('\u0000', '\ufffd')
    const { kind, dedupe, event } = readBody(xml)
    const { WelcomeCode: code = '', UserID: userid = '', ExternalUserID: externalUserid = '', State: source } = event?.fields ?? {}
    await writer.write({
      workspaceId: call.workspaceId,
      accountId: call.accountId,
      dedupe,
      kind,
      body: xml,
      receivedAt: system.clock.now(),
      welcome: isId(code) ? { code, userid, externalUserid, source: source || null } : null,
    })
    return { status: 200 }
  },
}

/** A key changed a moment ago is looked up once more before somebody is turned away. */
async function open(system: SystemCtx, call: IngressCall): Promise<OpenedCallback> {
  const { keys } = roomOf(system)
  const request = { method: call.method, query: call.query, body: call.body }
  const now = { now: system.clock.now() }
  try {
    return openCallback(await keys.of(call.workspaceId, call.accountId, 'kept'), request, now)
  } catch (error) {
    const mayBeNewer = error instanceof CallbackRefused && (error.reason === 'bad_signature' || error.reason === 'wrong_receiver')
    if (!mayBeNewer) throw error
    return openCallback(await keys.of(call.workspaceId, call.accountId, 'newer'), request, now)
  }
}
