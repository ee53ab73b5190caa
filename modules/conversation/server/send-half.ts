import { channelHosts } from '@grove/channel-kit/server'
import { endpoint } from '@grove/kernel/server'
import { touchForecasts } from '@grove/playbook-kit/server'
import { taskHandlers, todaySources } from '@grove/task/server'
import * as contract from '../contract/index.ts'
import { announce } from './announce.ts'
import { cancelAnnouncement } from './cancel-announcement.ts'
import { cancelSends } from './cancel-sends.ts'
import { conversationHost } from './channel-host.ts'
import { checkChannelAccount, listChannels, removeChannelAccount, saveChannelAccount } from './channel-accounts.ts'
import { shareForecast } from './foresee-shares.ts'
import { previewAnnouncement } from './preview-announcement.ts'
import { listAnnouncements } from './read-announcements.ts'
import { holdCounts, listHolds, listTouchPlaybooks } from './read-holds.ts'
import { memberReach } from './read-reach.ts'
import { getSend, listSends, sendCounts } from './read-sends.ts'
import { retrySends } from './retry-sends.ts'
import { confirmHandler } from './send-confirm.ts'
import { sendLoop } from './send-loop.ts'
import { sendDoors } from './send-readers.ts'
import { getTouchLimits, setTouchLimits } from './set-touch-limits.ts'
import { settleSends } from './settle-sends.ts'
import { todaySends } from './today-sends.ts'

/** What the module registers for sends; the room's half is beside it. */
export const sendHalf = {
  rights: {
    'send.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'send.create': ['head', 'operator', 'owner'],
    'send.manage': ['head', 'operator', 'owner'],
    'touch_limit.write': ['head', 'operator'],
    'channel.manage': ['head'],
  },
  codes: [...contract.sendErrors.$codes, ...contract.channelErrors.$codes],
  events: contract.sendEvents,
  api: [
    endpoint(contract.listSendsRoute, listSends),
    endpoint(contract.sendCountsRoute, sendCounts),
    endpoint(contract.listHoldsRoute, listHolds),
    endpoint(contract.holdCountsRoute, holdCounts),
    endpoint(contract.listTouchPlaybooksRoute, listTouchPlaybooks),
    endpoint(contract.getSendRoute, getSend),
    endpoint(contract.retrySendsRoute, retrySends),
    endpoint(contract.settleSendsRoute, settleSends),
    endpoint(contract.cancelSendsRoute, cancelSends),
    endpoint(contract.memberReachRoute, memberReach),
    endpoint(contract.getTouchLimitsRoute, getTouchLimits),
    endpoint(contract.setTouchLimitsRoute, setTouchLimits),
    endpoint(contract.previewAnnouncementRoute, previewAnnouncement),
    endpoint(contract.createAnnouncementRoute, announce),
    endpoint(contract.listAnnouncementsRoute, listAnnouncements),
    endpoint(contract.cancelAnnouncementRoute, cancelAnnouncement),
    endpoint(contract.listChannelsRoute, listChannels),
    endpoint(contract.saveChannelAccountRoute, saveChannelAccount),
    endpoint(contract.removeChannelAccountRoute, removeChannelAccount),
    endpoint(contract.checkChannelAccountRoute, checkChannelAccount),
  ],
  loops: [sendLoop],
  readers: [sendDoors],
  provides: [
    channelHosts.of(conversationHost),
    taskHandlers.of(confirmHandler),
    todaySources.of(todaySends),
    touchForecasts.of(shareForecast),
  ],
} as const
