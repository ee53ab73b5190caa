import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { at, consoles, editionOf, list, weekPlan } from './edition-fixture.ts'
import { WorkTab } from './work-tab.tsx'

const work = {
  memberId: 7,
  name: '小满',
  day: 1,
  title: '开营',
  ask: '介绍自己',
  outOf: 10,
  state: 'handed_in',
  mark: 'handed_in',
  late: false,
  score: null,
  comment: null,
  share: true,
  handedInAt: at,
  peers: 0,
  peerScore: null,
  peerRubric: [],
  text: '我是小满',
  pictures: [],
  link: null,
  sound: null,
}

it('by keys alone: R asks for the comment first, Esc leaves it, then R sends the work back', async () => {
  const given: unknown[] = []
  await renderPage(<WorkTab edition={editionOf(weekPlan)} />, {
    consoles,
    locale: 'zh',
    answers: {
      'GET /api/camps/:id/homework': list([work]),
      'POST /api/camps/:id/homework/review': (input: unknown) => {
        given.push(input)
        return { shown: false }
      },
    },
  })
  const comment = await screen.findByLabelText<HTMLTextAreaElement>('点评（学员会看到）')
  fireEvent.keyDown(document.body, { key: 'r' })
  await waitFor(() => expect(document.activeElement).toBe(comment))
  expect(given).toEqual([])
  fireEvent.change(comment, { target: { value: '写具体一点' } })
  fireEvent.keyDown(comment, { key: 'r' })
  expect(given).toEqual([])
  fireEvent.keyDown(comment, { key: 'Escape' })
  expect(document.activeElement).not.toBe(comment)
  const box = screen.getByRole('checkbox')
  fireEvent.keyDown(box, { key: 'r' })
  await waitFor(() => expect(given).toMatchObject([{ memberId: 7, day: 1, accept: false, score: null, comment: '写具体一点' }]))
})
