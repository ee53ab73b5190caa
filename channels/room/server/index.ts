import { channels } from '@grove/channel-kit/server'
import { defineModule } from '@grove/kernel/server'
import { roomChannel } from './room-channel.ts'

export { relayRooms } from './fan-out.ts'
export { roomChannel } from './room-channel.ts'
export { openRoomSockets, type RoomSockets, type RoomSocketsOptions } from './room-sockets.ts'

/** The built-in web groups. */
export const room = defineModule({
  name: 'channel-room',
  tier: 2,
  rights: {},
  api: [],
  provides: [channels.of(roomChannel)],
})
