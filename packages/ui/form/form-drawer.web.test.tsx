import { route } from '@grove/kernel/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { foreignWords, refuse, renderPage } from '../testing/index.ts'
import { FormDrawer } from './form-drawer.tsx'

const plant = route({
  method: 'POST',
  path: '/api/trees',
  summary: '',
  access: 'public',
  input: z.object({ name: z.string().trim().min(2), note: z.string().optional(), grove: z.number() }),
  output: z.object({ id: z.number() }),
})

function Plant({ grove = 7, onDone = () => undefined }: { grove?: number; onDone?: (made: { id: number }) => void }) {
  const [open, setOpen] = useState(true)
  return (
    <FormDrawer
      open={open}
      title="种树"
      route={plant}
      toInput={(values) => ({ ...values, grove })}
      onClose={() => setOpen(false)}
      onDone={onDone}
    >
      <Form.Item name="name" label="名字" required>
        <Input />
      </Form.Item>
      <Form.Item name="note" label="备注">
        <Input />
      </Form.Item>
    </FormDrawer>
  )
}

const type = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const save = () => fireEvent.click(screen.getByRole('button', { name: '保存' }))

test('what does not fit the contract is marked at its field and never leaves', async () => {
  const page = await renderPage(<Plant />)
  await screen.findByRole('dialog')
  save()
  await screen.findByText('请填写')
  type(/名字/, '柳')
  save()
  await screen.findByText('至少 2 个字')
  // What was wrong is taken back as soon as something else stands there; another field takes nothing back.
  type(/备注/, '河边')
  expect(screen.queryByText('至少 2 个字')).not.toBeNull()
  type(/名字/, '柳树')
  await waitFor(() => expect(screen.queryByText('至少 2 个字')).toBeNull())
  expect(page.calls).toEqual([])
})

test('a problem the server finds is put at its field, and what was typed stays', async () => {
  const issues = [{ path: 'name', code: 'custom', message: '' }]
  await renderPage(<Plant />, { answers: { 'POST /api/trees': () => refuse('kernel.invalid_input', 422, { issues }) } })
  await screen.findByRole('dialog')
  type(/名字/, '垂柳')
  save()
  await screen.findByText('内容不符合要求')
  expect(screen.getByDisplayValue('垂柳')).toBeDefined()
})

test('a problem without a field is said above the form', async () => {
  await renderPage(<Plant grove={Number.NaN} />)
  await screen.findByRole('dialog')
  type(/名字/, '垂柳')
  save()
  expect((await screen.findByRole('alert')).textContent).toContain('grove')
})

test('any other refusal is said in words', async () => {
  await renderPage(<Plant />, { answers: { 'POST /api/trees': () => refuse('kernel.disk_full', 503) } })
  await screen.findByRole('dialog')
  type(/名字/, '垂柳')
  save()
  expect(await screen.findByText(/磁盘已满/)).toBeDefined()
})

test('closing asks when something was typed, and not when nothing was', async () => {
  await renderPage(<Plant />)
  await screen.findByRole('dialog')
  type(/名字/, '垂柳')
  fireEvent.click(screen.getByRole('button', { name: '取消' }))
  await screen.findByText('放弃已填的内容？')
  fireEvent.click(screen.getByRole('button', { name: '放弃' }))
  await waitFor(() => expect(screen.queryByDisplayValue('垂柳')).toBeNull())
})

test('a success closes the drawer and hands over what was made', async () => {
  const onDone = vi.fn<(made: { id: number }) => void>()
  const page = await renderPage(<Plant onDone={onDone} />, { answers: { 'POST /api/trees': { id: 3 } } })
  await screen.findByRole('dialog')
  type(/名字/, '垂柳')
  save()
  await waitFor(() => expect(onDone).toHaveBeenCalledWith({ id: 3 }))
  expect(page.calls).toEqual([{ route: 'POST /api/trees', input: { name: '垂柳', grove: 7 } }])
})

test('its own words are English on an English screen', async () => {
  await renderPage(<Plant />, { locale: 'en' })
  await screen.findByRole('dialog')
  expect(foreignWords(document.body, 'en', ['种树', '名字', '备注'])).toEqual([])
})
