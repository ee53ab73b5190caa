import type { CampPlan, EditionDetail } from '../../contract/index.ts'
import { starterPlans } from '../../domain/starters.ts'
import { campConsole } from '../index.tsx'

/** What tests of the tabs of a camp stand on. */
export const consoles = [campConsole]
export const at = '2026-11-22T02:00:00Z'
export const weekPlan = starterPlans('zh')[0]?.plan as CampPlan
export const list = (items: readonly unknown[], next: string | null = null) => ({ items, next, total: null })

/** The first edition on its third day. */
export const editionOf = (plan: CampPlan, more: Partial<EditionDetail> = {}): EditionDetail => ({
  id: 1,
  name: '第一期',
  publicCode: 'CODE',
  state: 'running',
  templateId: 2,
  templateName: '护肤营',
  communityId: 3,
  startsOn: '2026-11-20',
  endsOn: '2026-11-26',
  seats: 50,
  admitted: 3,
  waiting: 0,
  applied: 0,
  graduates: 0,
  zone: 'Asia/Shanghai',
  today: 3,
  plan,
  url: 'http://x/m/k/camp/CODE',
  ...more,
})
