import { activityConsole } from '@grove/activity/console'
import { analyticsConsole } from '@grove/analytics/console'
import { campConsole } from '@grove/camp/console'
import { deliveryConsole } from '@grove/delivery/console'
import { codeConsole } from '@grove/code/console'
import { communityConsole } from '@grove/community/console'
import { contentConsole } from '@grove/content/console'
import { conversationConsole } from '@grove/conversation/console'
import { demoConsole } from '@grove/demo/console'
import { formConsole } from '@grove/form/console'
import { identityConsole } from '@grove/identity/console'
import { memberConsole } from '@grove/member/console'
import { playbookConsole } from '@grove/playbook/console'
import { productConsole } from '@grove/product/console'
import { pointsConsole } from '@grove/points/console'
import { questionConsole } from '@grove/question/console'
import { rewardConsole } from '@grove/reward/console'
import { standingConsole } from '@grove/standing/console'
import { segmentConsole } from '@grove/segment/console'
import { sidebarConsole } from '@grove/sidebar/console'
import { syncConsole } from '@grove/sync/console'
import { taskConsole } from '@grove/task/console'
import type { ConsoleSpec } from '@grove/ui'
import { channelWords } from './channels.ts'

/** The one list of what the console shows, in the order of the modules' tiers. */
export const consoles: readonly ConsoleSpec[] = [
  identityConsole,
  memberConsole,
  productConsole,
  contentConsole,
  communityConsole,
  formConsole,
  pointsConsole,
  questionConsole,
  rewardConsole,
  segmentConsole,
  taskConsole,
  conversationConsole,
  channelWords,
  playbookConsole,
  activityConsole,
  standingConsole,
  campConsole,
  deliveryConsole,
  syncConsole,
  codeConsole,
  analyticsConsole,
  sidebarConsole,
  demoConsole,
]
