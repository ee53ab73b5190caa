import { actionKind, type KindList, triggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'

/** Plans a script of the library in the group of the step; it starts so many minutes later. */
export const startActivityAction = actionKind({
  kind: 'startActivity',
  title: { zh: '办活动', en: 'Hold an activity' },
  params: z.strictObject({
    script: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      .max(60),
    inMinutes: z.number().int().min(0).max(10_080).default(0),
    rounds: z.number().int().min(1).max(30).optional(),
  }),
  level: 'community',
  outward: true,
  needsPerson: () => false,
  outcomes: () => [],
  words: ({ script, inMinutes }, locale) =>
    locale === 'zh'
      ? `办活动「${script}」${inMinutes ? `，${inMinutes} 分钟后开始` : ''}`
      : `hold the activity "${script}"${inMinutes ? `, starting in ${inMinutes} minutes` : ''}`,
})

const filter = z.strictObject({ script: z.string().max(60).optional() })
const ofScript = (data: unknown, wanted: string | undefined) =>
  wanted === undefined || (data as { script?: unknown } | null)?.script === wanted

export const activityJoinedTrigger = triggerKind({
  kind: 'activityJoined',
  title: { zh: '参加了活动', en: 'Took part in an activity' },
  level: 'member',
  filter,
  events: () => ['activity.joined'],
  matches: (event, { script }) => ofScript(event.data, script),
  words: ({ script }, locale) =>
    locale === 'zh' ? `参加了活动${script ? `「${script}」` : ''}` : `took part in ${script ?? 'an activity'}`,
})

export const activityKinds = {
  actions: [startActivityAction],
  triggers: [activityJoinedTrigger],
  conditions: [],
  variables: [],
} satisfies KindList
