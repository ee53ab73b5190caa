import { endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { enterRoom } from './enter-room.ts'
import { decideHeld, listHeld } from './held-messages.ts'
import { listThreads } from './list-threads.ts'
import { markRead } from './mark-read.ts'
import { muteMember, removeMember } from './moderate-member.ts'
import { pinNotice } from './pin-notice.ts'
import { reactToMessage } from './react-to-message.ts'
import { listPeople, readMessages } from './read-room.ts'
import { recallMessage } from './recall-message.ts'
import { say } from './say.ts'
import { listWords, setWords } from './word-list.ts'

const spoken = ({ seq, repeated }: { seq: number; repeated: boolean }) => ({ seq, repeated })

/** The same verbs for members' phones and for staff: who calls decides what they may do. */
export const roomEndpoints = [
  endpoint(api.enterRoom, enterRoom),
  endpoint(api.staffEnterRoom, enterRoom),
  endpoint(api.readMessages, readMessages),
  endpoint(api.staffReadMessages, readMessages),
  endpoint(api.postMessage, async (ctx, input) => spoken(await say(ctx, input))),
  endpoint(api.staffPostMessage, async (ctx, input) => spoken(await say(ctx, input))),
  endpoint(api.recallMessage, recallMessage),
  endpoint(api.staffRecallMessage, recallMessage),
  endpoint(api.reactToMessage, reactToMessage),
  endpoint(api.staffReactToMessage, reactToMessage),
  endpoint(api.markRead, markRead),
  endpoint(api.staffMarkRead, markRead),
  endpoint(api.listPeople, listPeople),
  endpoint(api.staffListPeople, listPeople),
  endpoint(api.pinNotice, pinNotice),
  endpoint(api.staffPinNotice, pinNotice),
  endpoint(api.muteMember, muteMember),
  endpoint(api.staffMuteMember, muteMember),
  endpoint(api.removeMember, removeMember),
  endpoint(api.staffRemoveMember, removeMember),
  endpoint(api.listThreads, listThreads),
  endpoint(api.listHeld, listHeld),
  endpoint(api.decideHeld, decideHeld),
  endpoint(api.listWords, listWords),
  endpoint(api.setWords, setWords),
]

export const roomRights = {
  'room.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
  'room.post': ['head', 'operator', 'owner', 'sales'],
  'room.moderate': ['head', 'operator', 'owner'],
  'word_list.write': ['head', 'operator'],
} as const
