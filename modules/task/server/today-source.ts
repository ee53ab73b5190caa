import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Problem, Upcoming } from '../contract/index.ts'

/** Lines other modules add to Today, for the scope of the actor: what goes wrong and what fires next. A fixed number of statements each. */
export interface TodaySource {
  readonly name: string
  wrong?(ctx: Ctx): Promise<readonly Problem[]>
  /** The next `limit` things that happen by themselves, soonest first. */
  next?(ctx: Ctx, limit: number): Promise<readonly Upcoming[]>
}
export const todaySources = extensionPoint<TodaySource>('task.today')
