import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { playbookConsole } from '../index.tsx'
import RunsPage from './runs-page.tsx'
import StartRunPage from './start-run-page.tsx'

const at = '2026-11-22T02:00:00.000Z'
const run = (id: number, state = 'active') => ({
  id,
  playbookId: 4,
  playbookTitle: { zh: '春日剧本', en: 'Spring' },
  version: 1,
  communityId: id,
  communityName: `G${id}`,
  communityType: 'newcomer',
  state,
  startDay: '2026-11-20',
  startedAt: at,
  endedAt: null,
  endReason: null,
  nextAt: at,
  nextFor: 'community',
  membersOn: 12,
})
const playbook = {
  id: 4,
  key: 'spring',
  title: { zh: '春日剧本', en: 'Spring' },
  source: 'own',
  communityTypes: ['newcomer'],
  latestVersion: 2,
  hasDraft: false,
  archived: false,
  activeRuns: 0,
  updatedAt: at,
  brief: null,
}
const community = {
  id: 9,
  name: 'G9',
  type: 'newcomer',
  state: 'active',
  channel: 'room',
  publicCode: 'X',
  capacity: 200,
  memberCount: 30,
  chapter: null,
  owners: [],
  closesAt: null,
  waiting: 0,
  createdAt: at,
}
const lists = {
  'GET /api/playbooks': { items: [playbook] },
  'GET /api/communities': { items: [community], next: null, total: null },
}

function runs(answers: Record<string, unknown> = {}, rights?: readonly string[]) {
  return renderPage(<RunsPage />, {
    consoles: [playbookConsole],
    ...(rights ? { rights } : {}),
    answers: {
      ...lists,
      'GET /api/runs': { items: [run(1), run(2, 'paused')], next: null, total: { count: 2, exact: true } },
      'POST /api/runs/change': { changed: [1], unchanged: [{ id: 2, state: 'paused' }] },
      ...answers,
    },
  })
}
async function tickAll(page: Awaited<ReturnType<typeof runs>>) {
  await page.findByText('G1')
  for (const row of [1, 2]) fireEvent.click(page.getByLabelText(`选中第 ${row} 行`))
}

test('who may not change runs gets no bulk actions', async () => {
  const page = await runs({}, ['run.read', 'playbook.read', 'community.read'])
  await page.findByText('G1')
  expect(page.queryByLabelText('选中第 1 行')).toBeNull()
  expect(page.queryByText('启动剧本')).toBeNull()
})

test('stopping many needs a reason and says what was left as it was', async () => {
  const page = await runs()
  await tickAll(page)
  fireEvent.click(page.getByText('停止'))
  const dialog = await screen.findByRole('dialog')
  const ok = () => within(dialog).getByText('停止', { selector: 'button *' }).closest('button')
  expect(ok()?.disabled).toBe(true)
  fireEvent.change(within(dialog).getByLabelText('为什么停止'), { target: { value: '活动取消' } })
  fireEvent.click(within(dialog).getByText('停止', { selector: 'button *' }))
  await waitFor(() =>
    expect(page.calls.find((call) => call.route === 'POST /api/runs/change')?.input).toEqual({
      ids: [1, 2],
      change: { kind: 'stop', reason: '活动取消' },
    }),
  )
  expect(await screen.findByText('已停止 1 个；1 个状态不符，未改动')).toBeTruthy()
})

test('giving up a bulk change keeps what was ticked and sends nothing', async () => {
  const page = await runs()
  await tickAll(page)
  fireEvent.click(page.getByText('顺延'))
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByText('取消', { selector: 'button *' }))
  await waitFor(() => expect(page.getByText('已选 2 项')).toBeTruthy())
  expect(page.calls.some((call) => call.route === 'POST /api/runs/change')).toBe(false)
})

const version = {
  id: 1,
  number: 2,
  note: '',
  createdAt: at,
  createdBy: null,
  runs: 0,
  text: 'grove: 1',
  changes: [],
  definition: {
    title: 'Spring',
    communityTypes: ['newcomer'],
    parameters: [{ key: 'shop', title: { zh: '门店', en: 'Shop' }, kind: 'text' }],
    steps: [{ id: 'a', title: 'A', when: { day: 1, at: '09:00' }, do: { kind: 'send', text: 'Hi' } }],
  },
}
const empty = {
  days: [],
  work: [],
  totals: { touches: 0, blocked: 0, needPerson: 0 },
  unreached: [],
  lookedAt: null,
  notes: [],
  cut: false,
}
const finding = (severity: string) => ({ rule: 'x', severity, path: [], line: 1, message: { zh: '促销太多', en: 'Too many promotions' } })

function start(findings: readonly unknown[], startRun: unknown = { ...run(7), communityName: 'G9' }, locale: 'zh' | 'en' = 'zh') {
  return renderPage(<StartRunPage />, {
    at: '/?playbook=4&community=9',
    locale,
    consoles: [playbookConsole],
    answers: {
      ...lists,
      'GET /api/playbooks/:id/versions/:number': version,
      'POST /api/playbook-check': { ok: true, problems: [], findings, definition: null },
      'POST /api/playbook-preview': empty,
      'POST /api/runs': startRun,
    },
  })
}

test('an error of the method blocks the start', async () => {
  const page = await start([finding('error')])
  await page.findByText('促销太多')
  expect(page.getByText('启动「春日剧本」').closest('button')?.disabled).toBe(true)
})

test('a missing parameter and an unseen warning hold the start back; then it starts once', async () => {
  const page = await start([finding('warning')])
  await page.findByText('促销太多')
  const button = page.getByText('启动「春日剧本」')
  fireEvent.click(button)
  expect(await page.findByText('启动前必须填写')).toBeTruthy()
  expect(page.getByText('请先勾选')).toBeTruthy()
  fireEvent.change(page.getByLabelText('门店'), { target: { value: '南门店' } })
  fireEvent.click(page.getByText('我看过了，仍然启动'))
  expect(page.calls.some((call) => call.route === 'POST /api/runs')).toBe(false)
  fireEvent.click(button)
  await waitFor(() => expect(page.address()).toBe('/runs/7'))
  const sent = page.calls.filter((call) => call.route === 'POST /api/runs')
  expect(sent.map((call) => call.input)).toMatchObject([
    { playbookId: 4, version: 2, communityId: 9, params: { shop: '南门店' }, confirm: false },
  ])
})

test('a second run of the same playbook is asked about first', async () => {
  const page = await start([], (input: { confirm: boolean }) => (input.confirm ? run(8) : refuse('run.already_running', 409, { runId: 3 })))
  fireEvent.change(await page.findByLabelText('门店'), { target: { value: '南门店' } })
  await waitFor(() => expect(page.getByText('启动「春日剧本」').closest('button')?.disabled).toBe(false))
  fireEvent.click(page.getByText('启动「春日剧本」'))
  fireEvent.click(await screen.findByText('仍然再启动一次'))
  await waitFor(() => expect(page.address()).toBe('/runs/8'))
})

const ready = (n: number) => Array.from({ length: n }, (_, at) => ({ communityId: at + 1, name: `G${at + 1}`, members: 10 }))
const refusal = { communityId: 3, name: 'G3', code: 'run.already_running', data: { runId: 1 } }
function startMany(refused: readonly unknown[], startRuns: unknown) {
  return renderPage(<StartRunPage />, {
    at: '/?playbook=4&many=1',
    consoles: [playbookConsole],
    answers: {
      ...lists,
      'GET /api/playbooks/:id/versions/:number': { ...version, definition: { ...version.definition, parameters: [] } },
      'POST /api/playbook-check': { ok: true, problems: [], findings: [], definition: null },
      'GET /api/playbooks/:id/communities': {
        items: [1, 2].map((id) => ({ ...community, id, name: `G${id}`, running: false })),
        next: 'x',
        total: { count: 40, exact: true },
      },
      'GET /api/staff': { items: [], next: null, total: null },
      'GET /api/chapters': { items: ['华东'] },
      'GET /api/channels': { items: [] },
      'POST /api/runs/start-preview': {
        ready: ready(39),
        refused,
        preview: empty,
        owners: [
          { staffId: 5, name: '刘姐', communities: 8, members: 80, tasks: 12, busiest: { date: '2026-11-24', tasks: 8, minutes: 8 } },
        ],
      },
      'POST /api/runs/start-many': startRuns,
    },
  })
}
async function chooseAll(page: Awaited<ReturnType<typeof startMany>>) {
  fireEvent.click(await page.findByLabelText('选中第 1 行'))
  fireEvent.click(page.getByText('选中全部 40 项'))
  fireEvent.click(page.getByText('选好了，下一步'))
  await page.findByText('刘姐')
}

test('one is refused: it is named, and nothing starts until the rest is accepted', async () => {
  const page = await startMany([refusal], {
    started: ready(39).map((one) => ({ ...one, runId: 1, communityName: one.name })),
    refused: [refusal],
  })
  await chooseAll(page)
  expect(page.getByText(/G3：这个群已经在按这份剧本运行了/)).toBeTruthy()
  const button = page.getByText('在 39 个群启动「春日剧本」')
  await waitFor(() => expect(button.closest('button')?.disabled).toBe(false))
  fireEvent.click(button)
  expect(await page.findByText('请先勾选')).toBeTruthy()
  fireEvent.click(page.getByText('这些先不管，只启动其余 39 个'))
  fireEvent.click(button)
  await waitFor(() => expect(page.address()).toBe('/runs?playbookId=4'))
  const sent = page.calls.filter((call) => call.route === 'POST /api/runs/start-many')
  expect(sent.map((call) => call.input)).toMatchObject([{ playbookId: 4, version: 2, communities: { filter: {} }, acceptRest: true }])
})

test('no foreign words in English', async () => {
  const page = await start([finding('warning')], undefined, 'en')
  await page.findByText('Too many promotions')
  expect(foreignWords(page.container, 'en')).toEqual([])
})
