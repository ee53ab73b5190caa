import { channelForgets, channelHandovers, channels, channelSyncs, codeDesks, ingressDoors, insidePages } from '@grove/channel-kit/server'
import { defineModule } from '@grove/kernel/server'
import { codeDesk } from './code-desk.ts'
import { forgetPeople } from './forget-people.ts'
import { handoverLoop } from './handover-loop.ts'
import { wecomHandovers } from './handovers.ts'
import { inboxLoop } from './inbox-loop.ts'
import { wecomDoor } from './ingress.ts'
import { wecomInside } from './inside.ts'
import { massLoop } from './mass-loop.ts'
import { outsideLoop } from './outside-loop.ts'
import { refreshLoop } from './refresh-loop.ts'
import { syncDesk } from './sync-desk.ts'
import { syncLoop } from './sync-loop.ts'
import { wecomChannel } from './wecom-channel.ts'
import { welcomeLoop } from './welcome-loop.ts'

export { wecomChannel } from './wecom-channel.ts'

/** WeCom (企业微信): customer groups and customers of a corp. */
export const wecom = defineModule({
  name: 'channel-wecom',
  tier: 2,
  rights: {},
  api: [],
  loops: [welcomeLoop, inboxLoop, refreshLoop, massLoop, outsideLoop, syncLoop, handoverLoop],
  provides: [
    channels.of(wecomChannel),
    channelSyncs.of(syncDesk),
    channelHandovers.of(wecomHandovers),
    insidePages.of(wecomInside),
    codeDesks.of(codeDesk),
    ingressDoors.of(wecomDoor),
    channelForgets.of(forgetPeople),
  ],
  migrations: new URL('./migrations/', import.meta.url),
})
