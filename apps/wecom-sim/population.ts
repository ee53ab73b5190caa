import { writeCustomer, writeEmployee } from './acts/admin-acts.ts'
import { newMember, versionOf, writeGroup } from './world/groups.ts'
import { newFollow, writeFollow } from './world/people.ts'
import { diceFor } from './world/platform.ts'
import { writeTag, writeTagGroup } from './world/tags.ts'
import type { World } from './world/world.ts'

export interface Population {
  readonly customers: number
  readonly groups: number
  readonly employees: number
  /** Of 100 customers, so many know a second employee as well. */
  readonly sharedPercent?: number
  readonly membersPerGroup?: number
}

const family = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅晨曦子涵雨欣佳怡浩宇梓轩思远若彤']
const themes = ['理财周课', '宝妈福利', '新客见面', '跑步打卡', '读书早餐', '口腔护理', '装修避坑', '会员内购', '同城活动', '英语陪练']
const tagNames: Record<string, string[]> = {
  阶段: ['新客', '已购', '复购', '沉睡'],
  来源: ['门店', '直播', '转介绍'],
  兴趣: ['理财', '亲子', '运动'],
}
const DAY = 86_400_000

/** Fills a world with people who met over the last year. The same seed gives the same people. */
export function populate(world: World, wanted: Population, now: number): void {
  const dice = diceFor({ world }, 'population')
  const name = () => `${dice.pick(family)}${dice.pick(given)}${dice.chance(0.6) ? dice.pick(given) : ''}`
  const staff = Array.from({ length: wanted.employees }, () => writeEmployee({ world }, { name: name() }).userid)
  if (staff.length === 0) return
  const tags = Object.entries(tagNames).flatMap(([groupName, names]) => {
    const group = [...world.tagGroups.values()].find((one) => one.name === groupName) ?? writeTagGroup(world, groupName, 0, now)
    return group.tags.size > 0 ? [...group.tags.keys()] : names.map((one) => writeTag(world, group, { name: one }, now).id)
  })
  const owners = Math.max(1, Math.min(staff.length, wanted.groups))
  const groups = Array.from({ length: wanted.groups }, (_, at) =>
    writeGroup(
      world,
      {
        name: `${themes[at % themes.length]}${Math.floor(at / themes.length) + 1}群`,
        owner: staff[at % owners] as string,
        at: now - DAY * (30 + dice.below(300)),
      },
      now,
    ),
  )
  for (let at = 0; at < wanted.customers; at += 1) {
    const customer = writeCustomer({ world }, { name: name(), type: dice.chance(0.03) ? 2 : 1 })
    const met = now - DAY * dice.below(360) - dice.below(DAY)
    const first = at % staff.length
    const marks = dice.chance(0.7) ? [dice.pick(tags)] : []
    const meet = (userid: string) =>
      writeFollow(world, { ...newFollow(userid, customer.id, met, 1), tags: new Map(marks.map((id): [string, number] => [id, met])) })
    meet(staff[first] as string)
    if (staff.length > 1 && dice.below(100) < (wanted.sharedPercent ?? 15))
      meet(staff[(first + 1 + dice.below(staff.length - 1)) % staff.length] as string)
    const group = groups[at % Math.max(1, groups.length)]
    if (group && group.members.size < (wanted.membersPerGroup ?? 150))
      group.members.set(customer.id, newMember(customer.id, 2, met, dice.chance(0.7) ? 3 : 1))
  }
  for (const group of groups) group.version = versionOf(group)
}
