import type { LiveEntry, LiveHost, LiveVisit } from '@grove/channel-kit/server'
import { GroveError, kernelErrors } from '@grove/kernel/contract'
import { credentialsOf, sessionGate } from '@grove/kernel/http'
import { type Ctx, requireRight, type SystemCtx } from '@grove/kernel/server'
import { clientFrame, threadOf } from '../contract/index.ts'
import { catchUp, framesSince } from './catch-up.ts'
import { deliverToRoom, lookUpTouches } from './deliver-to-room.ts'
import { showSeat } from './enter-room.ts'
import { markRead } from './mark-read.ts'
import { muteMember, removeMember } from './moderate-member.ts'
import { pinNotice } from './pin-notice.ts'
import { reactToMessage } from './react-to-message.ts'
import { roomRows } from './read-message.ts'
import { recallMessage } from './recall-message.ts'
import { speakInTurn } from './speech-queue.ts'
import { mayHear, type TakenSeat, takeSeat } from './take-seat.ts'

interface RoomVisit extends LiveVisit {
  readonly seat: TakenSeat
}

const visitOf = (ctx: Ctx, seat: TakenSeat): RoomVisit => ({
  ctx,
  communityId: seat.communityId,
  person: seat.person.key,
  threads: seat.person.kind === 'member' ? [0, seat.person.id] : [0],
  seat,
})

async function entryOf(ctx: Ctx, communityId: number): Promise<LiveEntry> {
  const seat = await takeSeat(ctx, communityId)
  return { visit: visitOf(ctx, seat), frame: { t: 'ready', seat: showSeat(seat), name: seat.community.name, state: seat.community.state } }
}

/** A member by `?ws=<public key>`, or staff by their session and `?workspace=`. */
async function atTheDoor(system: SystemCtx, request: Request): Promise<Ctx> {
  const asked = new URL(request.url).searchParams
  const shown = credentialsOf((name) => request.headers.get(name))
  const gate = system.app.use(sessionGate)
  const ws = asked.get('ws')
  const entry = ws
    ? await gate.memberPage(system, shown, ws)
    : await gate.staff(system, { ...shown, workspace: asked.get('workspace') ?? shown.workspace })
  if (!entry || entry.actor.kind === 'visitor') throw kernelErrors.not_signed_in()
  const ctx = await system.enter(entry.workspaceId, entry.actor)
  if (entry.actor.kind !== 'member') requireRight(ctx, 'room.read')
  return ctx
}

/** What the room channel asks of this module; the sockets themselves are the channel's. */
export const roomHost: LiveHost = {
  enter: async (system, request) => {
    const communityId = Number(new URL(request.url).searchParams.get('community'))
    if (!Number.isSafeInteger(communityId) || communityId <= 0) throw kernelErrors.not_found()
    return entryOf(await atTheDoor(system, request), communityId)
  },
  again: (visit) => entryOf(visit.ctx, visit.communityId),
  mayHear: async (visit, thread) => mayHear((visit as RoomVisit).seat, thread),
  catchUp: async (visit, thread, place) => {
    const missed = await catchUp(visit.ctx, { communityId: visit.communityId, thread }, place)
    return { frame: { t: 'log', thread: threadOf(thread), ...missed }, place: { seq: missed.seq, rev: missed.rev } }
  },
  since: (ctx, topic, place) => framesSince(ctx, topic, place),
  places: async (ctx, topics) => (await roomRows(ctx, topics)).map((row) => ({ workspaceId: ctx.workspaceId, ...row })),
  act: (visit, frame) => act(visit as RoomVisit, frame),
  post: deliverToRoom,
  lookup: lookUpTouches,
}

async function act(visit: RoomVisit, raw: Readonly<Record<string, unknown>>): Promise<object> {
  const parsed = clientFrame.safeParse(raw)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code, message: issue.message }))
    throw kernelErrors.invalid_input({ issues })
  }
  const { ctx, communityId, seat } = visit
  const frame = parsed.data
  switch (frame.t) {
    case 'post': {
      const thread = frame.thread === 'room' ? 0 : frame.thread
      mayHear(seat, thread)
      if (seat.person.kind === 'staff' && !seat.mayPost) throw kernelErrors.forbidden({ right: 'room.post' })
      const { key, content, mentions, mentionAll, replyTo } = frame
      const saying = { key, content, mentions, mentionAll, ...(replyTo ? { replyTo } : {}) }
      const spoken = await speakInTurn(ctx, { speaker: seat.person, communityId, thread, saying })
      if (spoken instanceof GroveError) throw spoken
      return { seq: spoken.seq }
    }
    case 'react':
      return reactToMessage(ctx, { communityId, ...frame })
    case 'recall':
      return recallMessage(ctx, { communityId, ...frame })
    case 'read':
      return markRead(ctx, { communityId, ...frame })
    case 'pin':
      return pinNotice(ctx, { communityId, ...frame })
    case 'mute':
      return muteMember(ctx, { communityId, ...frame })
    case 'remove':
      return removeMember(ctx, { communityId, ...frame })
    default:
      return {}
  }
}
