import { eventProperties, listChoices } from '@grove/segment/contract'
import { type TestApp, testApp } from '@grove/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from './modules.ts'

/** What happens to nobody in particular: no condition about a member counts it. A new kind is named, or stands here. */
const OF_NOBODY = [
  'activity.ended',
  'activity.planned',
  'activity.started',
  'activity.stopped',
  'community.created',
  'community.staff_changed',
  'community.state_changed',
  'community.updated',
  'member.erased',
  'notice.pinned',
  'notice.unpinned',
  'playbook.published',
  'run.amended',
  'run.ended',
  'run.migrated',
  'run.paused',
  'run.resumed',
  'run.started',
  'run.step_acted',
  'run.step_missed',
  'run.step_skipped',
  'run.track_ended',
  'segment.built',
  'staff.joined',
  'staff.left',
  'workspace.sends_resumed',
  'workspace.sends_stopped',
]

let t: TestApp
let headers: Record<string, string>
beforeAll(async () => {
  const own = modules.filter((module) => module.name !== 'event-log' && module.name !== 'jobs').map(({ seed: _seed, ...module }) => module)
  t = await testApp({ modules: own })
  headers = await (await t.workspace()).session('head')
})
afterAll(() => t.close())

const asked = async (path: string, query: Record<string, string>) =>
  (await (await t.http.request(`${path}?${new URLSearchParams(query)}`, { headers })).json()) as {
    items: { value?: string; property?: string; label: { zh: string; en: string } }[]
  }
const offered = async () => (await asked(listChoices.path, { lookup: 'event' })).items

it('every event is named for conditions, or happens to nobody in particular and is not offered', async () => {
  const named = (await offered()).map((one) => one.value ?? '')
  expect([...t.app.registry.events.keys()].filter((kind) => !named.includes(kind)).toSorted()).toEqual(OF_NOBODY)
})

it('no two events are called alike, and each is found by either name and its kind', async () => {
  const items = await offered()
  for (const locale of ['zh', 'en'] as const) {
    const names = items.map((one) => one.label[locale])
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  }
  for (const text of ['结业', 'graduated from', 'camp.graduated'])
    expect((await asked(listChoices.path, { lookup: 'event', text })).items.map((one) => one.value)).toEqual(['camp.graduated'])
})

it('what an event carries has words too', async () => {
  const raw: string[] = []
  for (const { value = '' } of await offered())
    for (const { property = '', label } of (await asked(eventProperties.path, { event: value })).items)
      if (label.zh === property) raw.push(`${value} ${property}`)
  expect(raw).toEqual([])
  const points = (await asked(eventProperties.path, { event: 'points.given' })).items.find((one) => one.property === 'amount')
  expect(points?.label.zh).toBe('积分')
})

it('one that is kept in a condition has its name; what happens to no member has none, and no condition may ask for it', async () => {
  const { items } = await asked(listChoices.path, { lookup: 'event', keys: 'run.started,camp.graduated,camp.flown' })
  expect(items).toEqual([{ value: 'camp.graduated', label: { zh: '训练营结业', en: 'Graduated from a camp' } }])
})
