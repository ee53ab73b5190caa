import type { Words } from '@grove/condition-kit/contract'

/** How events are called where a condition is written; others by their own kind. */
export const EVENT_NAMES: Readonly<Record<string, Words>> = {
  'message.posted': { zh: '发言', en: 'Spoke' },
  'message.answered': { zh: '回答了选项', en: 'Answered' },
  'message.reacted': { zh: '点了表情', en: 'Reacted' },
  'message.sent': { zh: '收到触达', en: 'Was sent something' },
  'community.member_joined': { zh: '入群', en: 'Joined a community' },
  'community.member_left': { zh: '退群', en: 'Left a community' },
  'community.member_removed': { zh: '被移出群', en: 'Was removed' },
  'community.applied': { zh: '申请入群', en: 'Applied' },
  'member.created': { zh: '建档', en: 'Became known' },
  'member.updated': { zh: '资料变动', en: 'Record changed' },
  'member.tagged': { zh: '被打标签', en: 'Was tagged' },
  'member.untagged': { zh: '标签被去掉', en: 'Lost a tag' },
  'member.attribute_set': { zh: '属性变动', en: 'Attribute changed' },
  'member.stage_moved': { zh: '阶段变动', en: 'Stage moved' },
  'order.paid': { zh: '付款', en: 'Paid' },
  'order.refunded': { zh: '退款', en: 'Refunded' },
  'segment.entered': { zh: '进入人群', en: 'Entered a segment' },
  'segment.left': { zh: '离开人群', en: 'Left a segment' },
}
