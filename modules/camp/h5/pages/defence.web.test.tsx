import { showPage } from '@grove/ui-h5/testing'
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { campH5 } from '../index.tsx'
import DefencePage from './defence.tsx'

const slot = { id: 4, at: '2026-11-05T11:00:00Z', minutes: 20, place: '线上', seats: 2, taken: 0 }
const show = (...items: object[]) =>
  showPage({
    words: campH5.words,
    path: '/camp/CAMP2345/defence',
    pages: { '/camp/:code/defence': DefencePage },
    answers: {
      'GET /api/m/:ws/camps/:code/defence': { camp: '第一期', communityId: 7, counts: true, mine: null },
      'GET /api/m/:ws/camps/:code/defence/times': { items, next: null, total: null },
    },
  })

it('asks for a title only where there is a time to take', async () => {
  await show()
  expect(await screen.findByText('还没有安排时间')).toBeTruthy()
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('takes the title before the times', async () => {
  await show(slot)
  expect(await screen.findByText('选这个')).toBeTruthy()
  expect(screen.getByRole('textbox')).toBeTruthy()
})
