import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../testing/index.ts'
import { type Ask, useConfirm } from './confirm.tsx'

function Asking({ ask, answers }: { ask: Ask; answers: boolean[] }) {
  const confirm = useConfirm()
  return (
    <button type="button" onClick={() => void confirm(ask).then((yes) => answers.push(yes))}>
      ask
    </button>
  )
}

const button = (name: string) => screen.getByRole('button', { name }) as HTMLButtonElement

test('what cannot be undone needs the words typed', async () => {
  const answers: boolean[] = []
  await renderPage(<Asking answers={answers} ask={{ title: '解散？', ok: '解散', danger: true, typed: '青禾' }} />)
  fireEvent.click(button('ask'))
  await screen.findByRole('dialog')
  expect(button('解散').disabled).toBe(true)
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '青' } })
  expect(button('解散').disabled).toBe(true)
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '青禾' } })
  fireEvent.click(button('解散'))
  await waitFor(() => expect(answers).toEqual([true]))
})

test('a risk must be ticked; cancelling answers no', async () => {
  const answers: boolean[] = []
  await renderPage(<Asking answers={answers} ask={{ title: '再发一次？', ok: '再发', acknowledge: '对方可能会收到两次' }} />)
  fireEvent.click(button('ask'))
  await screen.findByRole('dialog')
  expect(button('再发').disabled).toBe(true)
  fireEvent.click(screen.getByRole('checkbox'))
  expect(button('再发').disabled).toBe(false)
  fireEvent.click(button('取消'))
  await waitFor(() => expect(answers).toEqual([false]))
})
