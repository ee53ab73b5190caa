import type { Locale } from '@grove/kernel/contract'
import type { Dice } from './chance-of.ts'

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN = [
  '小满',
  '知夏',
  '一禾',
  '子墨',
  '雨桐',
  '嘉木',
  '晓晴',
  '思远',
  '若溪',
  '明哲',
  '梓涵',
  '静姝',
  '可欣',
  '书言',
  '安然',
  '沐阳',
  '佳宁',
  '景行',
  '清越',
  '星野',
  '念念',
  '阿棠',
  '大川',
  '小鱼',
  '一一',
  '果果',
]
const NICK = ['妈妈', '同学', '爱跑步', '的早餐', '在路上', '家的猫', '今天也开心', '', '', '', '', '']
const FIRST = [
  'Mia',
  'Leo',
  'Ava',
  'Noah',
  'Ella',
  'Finn',
  'Ruby',
  'Max',
  'Ivy',
  'Theo',
  'Lily',
  'Owen',
  'Zoe',
  'Jack',
  'Nina',
  'Sam',
  'Cora',
  'Ben',
  'Maya',
  'Hugo',
  'Iris',
  'Paul',
  'June',
  'Alex',
]
const LAST = ['Reed', 'Cole', 'Hart', 'Lane', 'West', 'Frost', 'Bell', 'Wood', 'Hale', 'Park', 'Shaw', 'Day', 'Fox', 'Rowe', 'Nash', 'Vale']
const CITIES: Readonly<Record<Locale, readonly string[]>> = {
  zh: ['上海', '杭州', '苏州', '南京', '宁波', '成都', '武汉', '长沙', '广州', '深圳'],
  en: ['London', 'Leeds', 'Bristol', 'York', 'Bath', 'Oxford', 'Leicester', 'Derby'],
}
const SOURCES: Readonly<Record<Locale, readonly string[]>> = {
  zh: ['包裹卡', '门店二维码', '公众号', '朋友邀请', '直播间'],
  en: ['Parcel card', 'Store code', 'Newsletter', 'A friend', 'Livestream'],
}

export interface InventedPerson {
  readonly displayName: string
  readonly city: string
  readonly source: string
  /** How much they talk, 0 to 1: a few talk a lot, most listen. */
  readonly voice: number
}

/** People who do not exist; the same seed gives the same ones. */
export function inventPeople(dice: Dice, locale: Locale, count: number): InventedPerson[] {
  return Array.from({ length: count }, (_, index) => ({
    displayName: locale === 'zh' ? chineseName(dice, index) : `${dice.pick('first', index, FIRST)} ${dice.pick('last', index, LAST)}`,
    city: dice.pick('city', index, CITIES[locale]),
    source: dice.pick('source', index, SOURCES[locale]),
    voice: dice.share('voice', index) ** 4,
  }))
}

function chineseName(dice: Dice, index: number): string {
  const given = dice.pick('given', index, GIVEN)
  return dice.share('form', index) < 0.45 ? `${dice.pick('surname', index, SURNAMES)}${given}` : `${given}${dice.pick('nick', index, NICK)}`
}
