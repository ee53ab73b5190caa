import { useRoute } from '@grove/client/react'
import { getWorkspace } from '@grove/identity/contract'
import { defineConsole, useViewer } from '@grove/ui'
import { foreignWords } from '@grove/ui/testing'
import { createMemoryHistory } from '@tanstack/react-router'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { App } from './app.tsx'

const workspace = { id: 1, publicKey: 'w1', name: 'Qinghe', zone: 'Asia/Shanghai', locale: 'zh', demo: false, sendsStopped: false }
const me = {
  account: { id: 1, login: 'lin', name: 'Lin', locale: 'zh' },
  workspace,
  staff: { id: 4, displayName: 'Lin', role: 'head', scope: { kind: 'all' } },
  rights: ['workspace.read'],
  workspaces: [
    { id: 1, publicKey: 'w1', name: 'Qinghe', demo: false, role: 'head' },
    { id: 2, publicKey: 'w2', name: 'Demo shop', demo: true, role: 'head' },
  ],
}
const refusal = (code: string, status: number) => () => Response.json({ code, data: {} }, { status })
const stranger = refusal('kernel.not_signed_in', 401)

type Server = Record<string, (init: RequestInit) => Response>
function serve(server: Server) {
  const calls: { call: string; headers: Record<string, string> }[] = []
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    const call = `${init.method ?? 'GET'} ${String(url).split('?')[0]}`
    calls.push({ call, headers: init.headers as Record<string, string> })
    const answer = server[call]
    if (!answer) throw new TypeError('failed to fetch')
    return answer(init)
  }
  return { fetch, calls }
}

function Trees() {
  const viewer = useViewer()
  const found = useRoute(getWorkspace, {})
  return (
    <p>
      {viewer.workspace.name} · {viewer.workspace.zone} · {found.data?.publicKey}
      <input aria-label="draft" />
      <button type="button" onClick={() => void found.refetch()}>
        again
      </button>
    </p>
  )
}
const trees = defineConsole({
  name: 'trees',
  locales: { zh: async () => ({ default: { 'trees.title': '树木' } }), en: async () => ({ default: { 'trees.title': 'Trees' } }) },
  pages: [
    { path: '/trees', title: 'trees.title', right: 'workspace.read', component: async () => ({ default: Trees }) },
    { path: '/secret', title: 'trees.title', right: 'staff.read', component: () => Promise.reject(new Error('must not load')) },
    { path: '/invite', title: 'trees.title', open: true, component: async () => ({ default: () => <p>invited</p> }) },
  ],
  menu: [
    { key: 'trees', path: '/trees', title: 'trees.title', icon: null, group: 'work', order: 10, phone: 1 },
    { key: 'secret', path: '/secret', title: 'trees.title', icon: null, group: 'manage', order: 10, right: 'staff.read' },
  ],
})

function open(server: Server, at = '/trees') {
  const { fetch, calls } = serve({ 'GET /api/workspace': () => Response.json(workspace), ...server })
  const history = createMemoryHistory({ initialEntries: [at] })
  const page = render(<App consoles={[trees]} fetch={fetch} history={history} />)
  return { ...page, calls, history }
}
const signedIn: Server = { 'GET /api/session': () => Response.json(me) }

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  localStorage.setItem('grove.locale', 'zh')
})

test('a server out of reach is said, and can be tried again', async () => {
  const server: Server = {}
  open(server)
  await screen.findByText(/连不上服务器/)
  expect(screen.getByRole('heading', { name: '暂时打不开' })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  await screen.findByText(/连不上服务器/)
})

test('a stranger is asked to sign in and comes out where they wanted to go', async () => {
  const { calls, history } = open({
    'GET /api/session': stranger,
    'GET /api/setup': () => Response.json({ needed: false }),
    'POST /api/session': () => Response.json(me),
  })
  await screen.findByRole('heading', { name: '登录' })
  fireEvent.change(screen.getByLabelText('账号'), { target: { value: 'lin' } })
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'a long sentence' } })
  fireEvent.click(screen.getByRole('button', { name: '登录' }))
  await screen.findByText(/Qinghe · Asia\/Shanghai · w1/)
  expect(history.location.pathname).toBe('/trees')
  expect(calls.at(-1)?.headers['x-grove-workspace']).toBe('1')
})

test('a page without its right is refused before its code is fetched, and is not in the menu', async () => {
  open(signedIn, '/secret')
  await screen.findByText('你没有权限看这一页')
  expect(screen.getAllByRole('menuitem')).toHaveLength(1)
})

test('an address that leads nowhere says so', async () => {
  open(signedIn, '/nowhere')
  expect(await screen.findByText('没有找到这一页')).toBeDefined()
})

test('an account without a workspace is told what to do', async () => {
  open({ 'GET /api/session': () => Response.json({ ...me, workspace: null, staff: null, rights: [], workspaces: [] }) })
  expect(await screen.findByText(/请总负责重新发一条邀请链接/)).toBeDefined()
})

test('an open page needs no session', async () => {
  open({ 'GET /api/session': stranger, 'GET /api/setup': () => Response.json({ needed: false }) }, '/invite')
  expect(await screen.findByText('invited')).toBeDefined()
})

test('the first run makes account and workspace, once', async () => {
  const sent: unknown[] = []
  open({
    'GET /api/session': stranger,
    'GET /api/setup': () => Response.json({ needed: true }),
    'POST /api/setup': (init) => {
      sent.push(JSON.parse(String(init.body)))
      return Response.json(me)
    },
  })
  await screen.findByRole('heading', { name: '开始使用群林' })
  fireEvent.click(screen.getByRole('button', { name: '创建并进入' }))
  await waitFor(() => expect(screen.getAllByText('请填写')).toHaveLength(4))
  const fields = { 空间名称: 'Qinghe', 你的名字: 'Lin', 账号: 'lin', 密码: 'a long sentence' }
  for (const [label, value] of Object.entries(fields)) fireEvent.change(screen.getByLabelText(label), { target: { value } })
  fireEvent.click(screen.getByRole('button', { name: '创建并进入' }))
  await screen.findByText(/Qinghe · Asia\/Shanghai/)
  const { zone, ...rest } = sent[0] as { zone: string }
  expect(rest).toEqual({ workspaceName: 'Qinghe', name: 'Lin', login: 'lin', password: 'a long sentence', locale: 'zh' })
  expect(zone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(sent).toHaveLength(1)
})

test('a session that runs out asks again over the page, and what was typed is still there', async () => {
  let out = false
  open({
    'GET /api/session': () => Response.json(me),
    'GET /api/workspace': () => (out ? stranger() : Response.json(workspace)),
    'POST /api/session': () => {
      out = false
      return Response.json(me)
    },
  })
  await screen.findByText(/· w1/)
  fireEvent.change(screen.getByLabelText('draft'), { target: { value: 'half a sentence' } })
  out = true
  fireEvent.click(screen.getByRole('button', { name: 'again' }))
  await screen.findByText('登录已过期')
  expect(screen.getByDisplayValue('lin')).toBeDefined()
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'a long sentence' } })
  fireEvent.click(screen.getByRole('button', { name: '继续' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: '继续' })).toBeNull())
  expect(screen.getByDisplayValue('half a sentence')).toBeDefined()
})

test('a lost network is said on top of the page, and goes when a call comes through', async () => {
  let down = false
  open({
    ...signedIn,
    'GET /api/workspace': () => {
      if (down) throw new TypeError('failed to fetch')
      return Response.json(workspace)
    },
  })
  await screen.findByText(/· w1/)
  down = true
  fireEvent.click(screen.getByRole('button', { name: 'again' }))
  await screen.findByText(/正在自动重连/)
  down = false
  fireEvent.click(screen.getByRole('button', { name: 'again' }))
  await waitFor(() => expect(screen.queryByText(/正在自动重连/)).toBeNull(), { timeout: 5_000 })
})

test('another workspace: the server is asked, then everything is read anew', async () => {
  const other = { ...me, workspace: { ...workspace, id: 2, publicKey: 'w2', name: 'Demo shop', demo: true } }
  const { calls, history } = open({ ...signedIn, 'PUT /api/session/workspace': () => Response.json(other) })
  await screen.findByText(/· w1/)
  fireEvent.click(screen.getByRole('button', { name: /Qinghe.*切换空间/s }))
  fireEvent.click(await screen.findByText('Demo shop'))
  await screen.findByRole('button', { name: /Demo shop.*切换空间/s })
  expect(history.location.pathname).toBe('/')
  history.push('/trees')
  await screen.findByText(/Demo shop · Asia\/Shanghai/)
  await waitFor(() => expect(calls.at(-1)).toMatchObject({ call: 'GET /api/workspace', headers: { 'x-grove-workspace': '2' } }))
})

test('the kill switch is seen on every page', async () => {
  open({ 'GET /api/session': () => Response.json({ ...me, workspace: { ...workspace, sendsStopped: true } }) })
  expect(await screen.findByText(/全部外发已停止/)).toBeDefined()
})

test.each(['zh', 'en'] as const)('one language at a time (%s)', async (locale) => {
  localStorage.setItem('grove.locale', locale)
  const inside = open(signedIn)
  await screen.findByText(/· w1/)
  expect(foreignWords(document.body, locale)).toEqual([])
  inside.unmount()
  const setup = open({ 'GET /api/session': stranger, 'GET /api/setup': () => Response.json({ needed: true }) })
  await waitFor(() => expect(screen.getAllByRole('textbox').length).toBe(3))
  expect(foreignWords(document.body, locale, ['中文 / English'])).toEqual([])
  setup.unmount()
})

test('the language changes at once and is remembered', async () => {
  open({ 'GET /api/session': stranger, 'GET /api/setup': () => Response.json({ needed: false }) })
  await screen.findByRole('heading', { name: '登录' })
  fireEvent.click(screen.getByText('English'))
  await screen.findByRole('heading', { name: 'Sign in' })
  expect(document.documentElement.lang).toBe('en-GB')
  expect(localStorage.getItem('grove.locale')).toBe('en')
})
