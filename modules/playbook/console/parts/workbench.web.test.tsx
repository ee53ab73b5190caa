import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import PlaybookPage from '../pages/playbook-page.tsx'
import { readText } from './draft-text.ts'
import { playbookConsole } from '../index.tsx'

const text = `grove: 1
key: spring
title: { zh: 春日群, en: Spring group }
communityTypes: [newcomer]
steps:
  - id: hello # kept
    title: { zh: 欢迎, en: Welcome }
    when: { day: 1, at: "09:00" }
    do: { kind: send, text: { zh: 你好, en: Hello } }
  - id: call
    title: { zh: 打个招呼, en: Say hi }
    when: { after: hello, delay: 2h }
    who: owner
    do: { kind: ask, instructions: { zh: 私聊, en: Write in private } }
`
const at = '2026-11-22T02:00:00.000Z'
const row = {
  id: 4,
  key: 'spring',
  title: { zh: '春日群', en: 'Spring group' },
  source: 'own',
  communityTypes: ['newcomer'],
  latestVersion: 1,
  hasDraft: true,
  archived: false,
  activeRuns: 0,
  updatedAt: at,
  brief: null,
}
const clean = { ok: true, problems: [], findings: [] }
const finding = {
  rule: 'step-without-purpose',
  severity: 'warning',
  path: ['steps', 0],
  line: 6,
  message: { zh: '「欢迎」没有写目的', en: '“Welcome” has no purpose' },
}
const words = {
  actions: [
    { kind: 'send', title: { zh: '发送内容', en: 'Send' }, level: 'both', outward: true },
    { kind: 'ask', title: { zh: '请人来做', en: 'Ask a person' }, level: 'both', outward: false },
  ],
  triggers: [],
  conditions: [],
  variables: [],
}
const rules = {
  items: [
    {
      id: 'step-without-purpose',
      severity: 'warning',
      title: { zh: '步骤没写目的', en: 'Step without a purpose' },
      reason: { zh: '成员得到什么', en: 'What the member gets' },
      off: null,
    },
  ],
}

function open(changes: { source?: string; answers?: Record<string, unknown>; rights?: readonly string[]; locale?: 'zh' | 'en' } = {}) {
  return renderPage(<PlaybookPage />, {
    at: '/playbooks/4',
    path: '/playbooks/$id',
    consoles: [playbookConsole],
    ...(changes.locale ? { locale: changes.locale } : {}),
    ...(changes.rights ? { rights: changes.rights } : {}),
    answers: {
      'GET /api/playbooks/:id': {
        ...row,
        source: changes.source ?? 'own',
        text,
        definition: null,
        check: { ...clean, findings: [finding] },
      },
      'GET /api/lint-rules': rules,
      'GET /api/playbook-words': words,
      'PUT /api/playbooks/:id/draft': clean,
      ...changes.answers,
    },
  })
}

test('a built-in playbook, and a person without the right, can look but not write', async () => {
  const page = await open({ source: 'built_in', rights: ['playbook.read'] })
  await page.findByText('欢迎')
  expect(page.queryByText('添加步骤')).toBeNull()
  expect(page.queryByText('关闭这条规则')).toBeNull()
  fireEvent.click(page.getByText('欢迎'))
  expect(await screen.findByLabelText('步骤 中文')).toHaveProperty('disabled', true)
  expect(page.calls.some((call) => call.route.startsWith('PUT'))).toBe(false)
})

test('what is edited in the table is in the text that is saved, and nothing else changed', async () => {
  const page = await open()
  fireEvent.click(await page.findByText('欢迎'))
  fireEvent.change(await screen.findByLabelText('步骤 中文'), { target: { value: '欢迎来到春日群' } })
  fireEvent.click(screen.getByText('确定', { selector: 'button *' }))
  await waitFor(() => expect(page.calls.some((call) => call.route === 'PUT /api/playbooks/:id/draft')).toBe(true), { timeout: 3000 })
  const saved = String(page.calls.find((call) => call.route.startsWith('PUT'))?.input.text)
  const [before, after] = [readText(text), readText(saved)] as { steps: { title: unknown }[] }[]
  expect(after?.steps[0]?.title).toEqual({ zh: '欢迎来到春日群', en: 'Welcome' })
  expect(saved).toContain('# kept')
  expect(after?.steps[1]).toEqual(before?.steps[1])
  expect(await page.findByText('欢迎来到春日群')).toBeTruthy()
})

test('a finding leads to its step and says why the method asks for it', async () => {
  const page = await open()
  expect(await page.findByText('「欢迎」没有写目的')).toBeTruthy()
  expect(await page.findByText('成员得到什么')).toBeTruthy()
  fireEvent.click(page.getByText('去这一步'))
  const drawer = await screen.findByRole('dialog')
  expect(within(drawer).getByDisplayValue('你好')).toBeTruthy()
})

test('a rule is only switched off with a reason', async () => {
  const page = await open({
    answers: { 'PUT /api/lint-rules/:rule': { off: true }, 'POST /api/playbook-check': { ...clean, definition: null } },
  })
  fireEvent.click(await page.findByText('关闭这条规则'))
  const dialog = await screen.findByRole('dialog')
  const ok = within(dialog).getByText('关闭规则').closest('button')
  expect(ok?.disabled).toBe(true)
  fireEvent.change(within(dialog).getByLabelText('为什么不适用？以后的人会看到'), { target: { value: '我们口头说明' } })
  fireEvent.click(within(dialog).getByText('关闭规则'))
  await waitFor(() =>
    expect(page.calls.find((call) => call.route === 'PUT /api/lint-rules/:rule')?.input).toEqual({
      rule: 'step-without-purpose',
      off: true,
      reason: '我们口头说明',
    }),
  )
})

test('no foreign words in English', async () => {
  const page = await open({ locale: 'en' })
  await page.findByText('Welcome')
  expect(foreignWords(page.container, 'en')).toEqual([])
})
