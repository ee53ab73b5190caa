import type { CampPlan } from '../contract/index.ts'

export interface Deeds {
  readonly checkIns: number
  readonly accepted: number
}

/** How many check-ins and accepted pieces of homework the plan asks for: shares are rounded up, a share of nothing is nothing. */
export function needed(plan: CampPlan): { readonly checkIns: number; readonly accepted: number } {
  const share = (count: number, percent: number) => Math.ceil((count * percent) / 100)
  return {
    checkIns: share(plan.days.filter((day) => day.checkIn).length, plan.graduation.checkIns),
    accepted: share(plan.days.filter((day) => day.homework).length, plan.graduation.homework),
  }
}

export function graduates(plan: CampPlan, deeds: Deeds): boolean {
  const { checkIns, accepted } = needed(plan)
  return deeds.checkIns >= checkIns && deeds.accepted >= accepted
}
