import { campH5 } from '@grove/camp/h5'
import { deliveryH5 } from '@grove/delivery/h5'
import { activityH5 } from '@grove/activity/h5'
import { communityH5 } from '@grove/community/h5'
import { conversationH5 } from '@grove/conversation/h5'
import { formH5 } from '@grove/form/h5'
import { pointsH5 } from '@grove/points/h5'
import { rewardH5 } from '@grove/reward/h5'
import { memberH5 } from '@grove/member/h5'
import { sidebarH5 } from '@grove/sidebar/h5'
import type { H5Module } from '@grove/ui-h5'

/** The one list: every module with pages for the phone. */
export const modules: readonly H5Module[] = [
  communityH5,
  conversationH5,
  formH5,
  pointsH5,
  rewardH5,
  activityH5,
  memberH5,
  campH5,
  deliveryH5,
  sidebarH5,
]
