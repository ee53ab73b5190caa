import type { z } from 'zod'
import type { Platform } from '../world/platform.ts'
import type { Act } from './act.ts'
import { adminActs } from './admin-acts.ts'
import { customerActs } from './customer-acts.ts'
import { employeeActs } from './employee-acts.ts'
import { groupActs } from './group-acts.ts'

type Acts = Readonly<Record<string, Act<z.ZodType, unknown>>>
/** The acts of one person as methods. */
export type Doing<A> = {
  readonly [K in keyof A]: A[K] extends Act<infer S, infer O>
    ? (...input: undefined extends z.input<S> ? [z.input<S>?] : [z.input<S>]) => O
    : never
}

export const actsOf = { employee: { ...employeeActs, ...groupActs }, customer: customerActs, admin: adminActs }

export interface People {
  employee(userid: string): Doing<(typeof actsOf)['employee']>
  customer(id: string): Doing<(typeof actsOf)['customer']>
  readonly admin: Doing<(typeof actsOf)['admin']>
}

const doing = <A extends Acts>(platform: Platform, acts: A, who: string): Doing<A> =>
  Object.fromEntries(
    Object.entries(acts).map(([name, act]) => [name, (input?: unknown) => act.run(platform, who, act.input.parse(input))]),
  ) as Doing<A>

export function peopleOf(platform: Platform): People {
  return {
    employee: (userid) => doing(platform, actsOf.employee as unknown as Acts, userid) as Doing<(typeof actsOf)['employee']>,
    customer: (id) => doing(platform, actsOf.customer as unknown as Acts, id) as Doing<(typeof actsOf)['customer']>,
    admin: doing(platform, actsOf.admin as unknown as Acts, '') as Doing<(typeof actsOf)['admin']>,
  }
}
