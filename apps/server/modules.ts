import { activity } from '@grove/activity/server'
import { analytics } from '@grove/analytics/server'
import { room } from '@grove/channel-room/server'
import { wecom } from '@grove/channel-wecom/server'
import { camp } from '@grove/camp/server'
import { code } from '@grove/code/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { delivery } from '@grove/delivery/server'
import { demo } from '@grove/demo/server'
import { eventLog } from '@grove/event-log'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import { jobs } from '@grove/jobs'
import type { ModuleSpec } from '@grove/kernel/server'
import { member } from '@grove/member/server'
import { points } from '@grove/points/server'
import { playbook } from '@grove/playbook/server'
import { product } from '@grove/product/server'
import { reward } from '@grove/reward/server'
import { standing } from '@grove/standing/server'
import { question } from '@grove/question/server'
import { segment } from '@grove/segment/server'
import { sidebar } from '@grove/sidebar/server'
import { sync } from '@grove/sync/server'
import { task } from '@grove/task/server'

/** The one list: everything else registers itself. In the order their tables are made, lower tiers first. */
export const modules: readonly ModuleSpec[] = [
  eventLog,
  jobs,
  identity,
  member,
  product,
  content,
  community,
  form,
  points,
  question,
  reward,
  segment,
  task,
  conversation,
  room,
  wecom,
  playbook,
  activity,
  standing,
  camp,
  delivery,
  sync,
  code,
  analytics,
  sidebar,
  demo,
]
