import { showPage } from '@grove/ui-h5/testing'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { RoomView } from '../../contract/index.ts'
import { conversationH5 } from '../index.tsx'
import { RoomMenu } from './room-menu.tsx'

const room: RoomView = {
  communityId: 3,
  code: 'GROUP234',
  name: '一群',
  type: 'newcomer',
  state: 'active',
  headcount: 9,
  seat: { key: 'm1', name: '我', thread: 1, mutedUntil: null, mayPost: true, mayModerate: false },
  pin: null,
  unread: { room: 0, private: 0 },
}
const open = (type: RoomView['type']) =>
  showPage({
    words: conversationH5.words,
    path: '/room/3',
    pages: { '/room/3': () => <RoomMenu room={{ ...room, type }} onClose={() => undefined} /> },
    answers: {},
  })

describe('the menu of a room', () => {
  it('leads to no promise where the group is none of delivery', async () => {
    const { at } = await open('newcomer')
    fireEvent.click(await screen.findByText('群里的活动'))
    expect([at(), screen.queryByText('承诺清单')]).toEqual(['/m/w1/activities/3', null])
  })

  it('leads to what was promised in a delivery group', async () => {
    const { at } = await open('delivery')
    fireEvent.click(await screen.findByText('承诺清单'))
    expect(at()).toBe('/m/w1/delivery/3')
  })
})
