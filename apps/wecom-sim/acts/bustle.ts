import type { Dice } from '../world/chance.ts'
import { keyOf } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { writeCustomer } from './admin-acts.ts'
import { type People, peopleOf } from './people.ts'

const words = ['早上好', '在吗', '收到', '多少钱', '谢谢', '群里有资料吗', '报名了', '明天几点']

/** People doing what people do, drawn from the seed: meeting, talking, joining, leaving, being edited. Owners and employees stay. */
export class Bustle {
  private readonly platform: Platform
  private readonly people: People
  private readonly dice: Dice
  private readonly staff: string[]
  private readonly groups: string[]
  private readonly customers: string[]

  constructor(platform: Platform) {
    const { world } = platform
    this.platform = platform
    this.people = peopleOf(platform)
    this.dice = platform.dice('bustle')
    this.staff = [...world.employees.values()].filter(({ status, contacts }) => status === 1 && contacts).map(({ userid }) => userid)
    this.groups = [...world.groups.values()].filter(({ dismissedAt }) => dismissedAt === null).map(({ id }) => id)
    this.customers = [...world.customers.keys()]
  }

  /** One thing somebody does. False when it could not be done just then. */
  act(): boolean {
    if (this.staff.length === 0) return false
    try {
      this.draw()
      return true
    } catch (error) {
      if (error instanceof Refused) return false
      throw error
    }
  }

  private draw(): void {
    const at = this.dice.next()
    if (at < 0.3) return this.edit()
    if (at < 0.5 && this.groups.length > 0) return this.join()
    if (at < 0.62 && this.groups.length > 0) return this.leave()
    if (at < 0.82) return this.meet()
    if (at < 0.88) return this.drift()
    return this.chat()
  }

  private edit(): void {
    const customerId = this.somebody()
    const userid = this.friendOf(customerId)
    this.people.employee(userid).remark({ customerId, remark: `${this.dice.pick(words)}${this.dice.below(1000)}` })
  }

  private join(): void {
    this.people.customer(this.somebody()).join(this.dice.pick(this.groups))
  }

  private leave(): void {
    const group = this.platform.world.groups.get(this.dice.pick(this.groups))
    const inside = [...(group?.members.values() ?? [])].filter(({ type }) => type === 2)
    if (!group || inside.length === 0) throw new Refused('not_in_group')
    this.people.customer(this.dice.pick(inside).id).leave(group.id)
  }

  private meet(): void {
    const known = this.customers.length > 0 && this.dice.chance(0.3)
    const id = known ? this.somebody() : writeCustomer(this.platform, { name: `新客${this.customers.length + 1}` }).id
    if (!known) this.customers.push(id)
    this.people.employee(this.dice.pick(this.staff)).add({ customerId: id, addWay: 1 })
  }

  private drift(): void {
    const id = this.somebody()
    const userid = this.friendOf(id)
    if (this.dice.chance(0.7)) this.people.customer(id).delete(userid)
    else this.people.employee(userid).delete(id)
  }

  private chat(): void {
    const id = this.somebody()
    this.people.customer(id).say({ userid: this.friendOf(id), text: this.dice.pick(words) })
  }

  private somebody(): string {
    if (this.customers.length === 0) throw new Refused('no_customer')
    return this.dice.pick(this.customers)
  }

  private friendOf(id: string): string {
    const { world } = this.platform
    const key = [...(world.followers.get(id) ?? [])][0]
    const userid = key && world.employees.get(keyOf(key))?.userid
    if (!userid) throw new Refused('not_friends', id)
    return userid
  }
}
