import type { CampPlan } from '../contract/index.ts'

export interface Deeds {
  readonly checkIns: number
  readonly accepted: number
  /** Keys of the exams that were passed. */
  readonly passed: readonly string[]
  /** The defence was judged, and passed. */
  readonly defended: boolean
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
  const exams = plan.exams.filter((exam) => exam.counts).every((exam) => deeds.passed.includes(exam.key))
  const defence = deeds.defended || !plan.graduation.defence
  return deeds.checkIns >= checkIns && deeds.accepted >= accepted && exams && defence
}
