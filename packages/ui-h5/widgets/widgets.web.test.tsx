import { CallError, type Client, createClient } from '@grove/client'
import { loadMessages } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { I18nProvider } from '@grove/i18n/react'
import { pageInput, pageOf, type Route, route } from '@grove/kernel/contract'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { h5Locales } from '../locales/index.ts'
import { useLoad } from '../use-load.ts'
import { useSend } from '../use-send.ts'
import { WorkspaceContext } from '../workspace.ts'
import { colourOf, initialsOf } from './avatar.tsx'
import { Button } from './button.tsx'
import { ChoiceField, TextField } from './field.tsx'
import { Pages } from './pages.tsx'
import { ProblemLine, ProblemPage } from './problem.tsx'
import { Sheet } from './sheet.tsx'

const look = route({
  method: 'GET',
  path: '/x',
  summary: '',
  access: 'visitor',
  input: z.object({ n: z.number() }),
  output: z.object({ n: z.number() }),
})

async function show(page: ReactNode, call?: (route: Route, input: unknown) => Promise<unknown>) {
  const messages = await loadMessages('zh', [baseLocales, h5Locales])
  const client = { ...createClient(), call } as unknown as Client
  return render(
    <I18nProvider locale="zh" zone="Asia/Shanghai" messages={messages}>
      <WorkspaceContext value={{ ws: 'w', client }}>{page}</WorkspaceContext>
    </I18nProvider>,
  )
}

describe('a sheet', () => {
  function Page() {
    const [open, setOpen] = useState(false)
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          open
        </button>
        {open && (
          <Sheet title="Sheet" onClose={() => setOpen(false)}>
            <button type="button">inside</button>
          </Sheet>
        )}
      </>
    )
  }

  test('takes the focus, keeps it inside, closes by Escape and gives the focus back', async () => {
    await show(<Page />)
    const opener = screen.getByText('open')
    opener.focus()
    fireEvent.click(opener)
    expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true)
    screen.getByText('inside').focus()
    fireEvent.keyDown(document, { key: 'Tab' })
    expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true)
    fireEvent.keyDown(document, { key: 'Escape' })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(opener)
  })
})

describe('calls', () => {
  test('a second tap while the first is on its way does nothing; a failure is told in words', async () => {
    let calls = 0
    let fail: (error: CallError) => void = () => undefined
    function Page() {
      const join = useSend(look)
      return (
        <>
          <Button busy={join.busy} onPress={() => void join.send({ n: 1 })}>
            go
          </Button>
          <ProblemLine problem={join.problem} />
        </>
      )
    }
    await show(<Page />, () => {
      calls += 1
      return new Promise((_resolve, reject) => {
        fail = reject
      })
    })
    fireEvent.click(screen.getByText('go'))
    fireEvent.click(screen.getByText('go'))
    expect(calls).toBe(1)
    await act(async () => fail(new CallError('kernel.too_many_requests', 429, { retryAfterSeconds: 7 })))
    expect(screen.getByRole('alert').textContent).toBe('操作太快了，请 7 秒后再试。')
  })

  test('an answer that was overtaken by a newer question is dropped', async () => {
    const answers = new Map<number, (value: unknown) => void>()
    function Page() {
      const [n, setN] = useState(1)
      const { data } = useLoad(look, { n })
      return (
        <button type="button" onClick={() => setN(2)}>
          {`shows ${data?.n ?? 'nothing'}`}
        </button>
      )
    }
    await show(<Page />, (_route, input) => new Promise((resolve) => answers.set((input as { n: number }).n, resolve)))
    fireEvent.click(screen.getByText('shows nothing'))
    await act(async () => answers.get(2)?.({ n: 2 }))
    await act(async () => answers.get(1)?.({ n: 1 }))
    expect(screen.getByText('shows 2')).toBeTruthy()
  })
})

test('fields say what they are, what is wrong with them, and are reached by their label', async () => {
  await show(
    <>
      <TextField label="手机号" value="" onChange={() => undefined} problem="请填 11 位" required />
      <ChoiceField label="性别" value="f" onChange={() => undefined} options={[{ value: 'f', label: '女' }]} />
    </>,
  )
  const field = screen.getByLabelText(/手机号/)
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe('请填 11 位')
  expect((screen.getByLabelText('女') as HTMLInputElement).checked).toBe(true)
})

test.each([
  ['林小满', false, '小满'],
  ['春芽读书会', true, '春芽'],
  ['Alice Chen', false, 'AC'],
  ['bob', false, 'B'],
  ['小A同学', false, '同学'],
  ['  ', false, '·'],
])('%j is drawn as initials', (name, group, initials) => {
  expect(initialsOf(name, group)).toBe(initials)
  expect(colourOf(name)).toMatch(/^#[0-9a-f]{6}$/)
})

test('a page that could not be read has a heading, another try and a way home; home itself has no way to itself', async () => {
  const problem = new CallError('kernel.not_found', 404, {})
  const again = vi.fn<() => void>()
  await show(<ProblemPage problem={problem} onRetry={again} />)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('没打开成功')
  expect(screen.getByRole('link', { name: '回到我的群' }).getAttribute('href')).toBe('/m/w')
  fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
  expect(again).toHaveBeenCalledOnce()
  cleanup()
  await show(<ProblemPage problem={problem} onRetry={again} home={false} />)
  expect(screen.queryByRole('link')).toBeNull()
})

const list = route({
  method: 'GET',
  path: '/list',
  summary: '',
  access: 'visitor',
  input: pageInput,
  output: pageOf(z.object({ id: z.number(), name: z.string() })),
})

describe('pages', () => {
  function Names({ fresh }: { readonly fresh: number }) {
    return (
      <Pages route={list} input={{ limit: 2 }} fresh={fresh} empty={<p>nobody</p>}>
        {(one) => <p>{one.name}</p>}
      </Pages>
    )
  }
  const names = () => [...document.querySelectorAll('p')].map((one) => one.textContent)

  test('say when there is nothing, and can be tried again when they failed', async () => {
    let isDown = true
    await show(<Names fresh={0} />, async () => {
      if (isDown) throw new CallError('client.offline', 0, {})
      return { items: [], next: null, total: null }
    })
    expect(await screen.findByRole('alert')).toBeTruthy()
    isDown = false
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
    expect(await screen.findByText('nobody')).toBeTruthy()
  })

  test('open one after the other; made fresh, each goes on where the one before now ends', async () => {
    let all = ['a', 'b', 'c', 'd', 'e']
    const call = async (_route: Route, input: unknown) => {
      const { cursor } = input as { cursor?: string }
      const from = cursor ? all.indexOf(cursor) + 1 : 0
      const items = all.slice(from, from + 2).map((name) => ({ id: name.codePointAt(0), name }))
      return { items, next: from + 2 < all.length ? items[1]?.name : null, total: null }
    }
    const messages = await loadMessages('zh', [baseLocales, h5Locales])
    const client = { ...createClient(), call } as unknown as Client
    const page = (fresh: number) => (
      <I18nProvider locale="zh" zone="Asia/Shanghai" messages={messages}>
        <WorkspaceContext value={{ ws: 'w', client }}>
          <Names fresh={fresh} />
        </WorkspaceContext>
      </I18nProvider>
    )
    const view = render(page(0))
    await screen.findByText('b')
    expect(names()).toEqual(['a', 'b'])
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    await screen.findByText('d')
    all = ['z', ...all]
    view.rerender(page(1))
    await screen.findByText('z')
    await vi.waitFor(() => expect(names()).toEqual(['z', 'a', 'b', 'c']))
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    await screen.findByText('e')
    expect(names()).toEqual(['z', 'a', 'b', 'c', 'd', 'e'])
    expect(screen.queryByRole('button', { name: '更多' })).toBeNull()
  })
})

test.each([
  [new CallError('kernel.too_large', 413, { maxBytes: 10_485_760 }), '内容超过 10 MB，请换小一点的。'],
  [new CallError('kernel.too_large', 413, { maxBytes: 65_536 }), '内容超过 0.1 MB，请换小一点的。'],
])('what is too large is told in megabytes', async (problem, words) => {
  await show(<ProblemLine problem={problem} />)
  expect(screen.getByRole('alert').textContent).toBe(words)
})
