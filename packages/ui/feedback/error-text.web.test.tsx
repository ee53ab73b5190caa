import { CallError } from '@grove/client'
import { createFormat, type Translator } from '@grove/i18n'
import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { foreignWords, renderPage } from '../testing/index.ts'
import { ErrorText } from './error-text.tsx'
import { errorWords } from './error-words.ts'

const limited = new CallError('kernel.too_many_requests', 429, { retryAfterSeconds: 30 })

test.each([
  ['zh', '操作太频繁，请 30 秒后再试。'],
  ['en', 'Too many attempts. Try again in 30 seconds.'],
] as const)('a code becomes words with its data (%s)', async (locale, words) => {
  const page = await renderPage(<ErrorText error={limited} />, { locale })
  expect(screen.getByRole('alert').textContent).toContain(words)
  expect(foreignWords(page.container, locale)).toEqual([])
})

test('an unknown code still says something, and names the code', async () => {
  await renderPage(<ErrorText error={new CallError('shop.sold_out', 409)} />, { locale: 'en' })
  expect(screen.getByRole('alert').textContent).toContain('(shop.sold_out)')
})

test('a retry is offered where it can help, and not where it cannot', async () => {
  const retry = vi.fn<() => void>()
  const page = await renderPage(<ErrorText error={limited} onRetry={retry} />)
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  expect(retry).toHaveBeenCalledOnce()
  page.unmount()
  await renderPage(<ErrorText error={new CallError('kernel.forbidden', 403)} onRetry={retry} />)
  expect(screen.queryByRole('button')).toBeNull()
})

test('field problems are listed with their place', async () => {
  const issues = [
    { path: 'phases.0.at', code: 'invalid_format', message: 'Invalid' },
    { path: 'name', code: 'too_small', message: 'Too small: expected string to have >=2 characters' },
  ]
  await renderPage(<ErrorText error={new CallError('kernel.invalid_input', 422, { issues })} />)
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['phases.0.at 格式不对', 'name 至少 2 个字'])
})

test('no error, nothing on screen', async () => {
  const page = await renderPage(<ErrorText error={undefined} />)
  expect(page.queryByRole('alert')).toBeNull()
})

test('a moment is told on the clock of the reader, a size in what people count in', () => {
  const t: Translator = Object.assign((_key: string, data?: object) => JSON.stringify(data), { locale: 'zh' as const, has: () => true })
  const error = new CallError('shop.closed', 409, { at: '2024-11-06T04:11:02.392Z', shop: '12:00', maxBytes: 4_194_304 })
  const told = JSON.parse(errorWords(t, error, createFormat('zh', 'Asia/Shanghai')))
  expect(told).toEqual({ at: expect.stringMatching(/^2024年11月6日 12:11$/), shop: '12:00', maxBytes: '4 MB' })
})
