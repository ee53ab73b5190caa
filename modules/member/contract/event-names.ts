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

/** What events carry, as it is called where a condition is written; others by their own name. */
export const PROPERTY_NAMES: Readonly<Record<string, Words>> = {
  amount: { zh: '金额（分）', en: 'amount (cents)' },
  before: { zh: '之前的值', en: 'value before' },
  channel: { zh: '渠道', en: 'channel' },
  communityId: { zh: '社群编号', en: 'community number' },
  currency: { zh: '币种', en: 'currency' },
  decision: { zh: '决定', en: 'decision' },
  emoji: { zh: '表情', en: 'emoji' },
  from: { zh: '从', en: 'from' },
  key: { zh: '哪一项资料', en: 'which field' },
  line: { zh: '产品线', en: 'product line' },
  productLine: { zh: '产品线', en: 'product line' },
  option: { zh: '选项', en: 'option' },
  purpose: { zh: '用途', en: 'purpose' },
  reason: { zh: '原因', en: 'reason' },
  role: { zh: '身份', en: 'role' },
  scene: { zh: '场景', en: 'scene' },
  source: { zh: '来源', en: 'source' },
  tag: { zh: '标签', en: 'tag' },
  text: { zh: '文字', en: 'text' },
  to: { zh: '到', en: 'to' },
  value: { zh: '值', en: 'value' },
}
