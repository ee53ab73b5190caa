import type { Task } from '@grove/task/contract'
import { showPage } from '@grove/ui-h5/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { sidebarH5 } from '../index.tsx'
import { SayContext } from './say-button.tsx'
import { TaskList } from './task-list.tsx'

const work: Task = {
  id: 1,
  kind: 'do',
  state: 'open',
  title: { text: '写早报' },
  body: { text: '只写公开来源' },
  script: null,
  why: null,
  options: [{ outcome: 'done', label: { key: 'task.option.done', params: {} } }],
  community: null,
  member: null,
  assignee: null,
  role: null,
  runId: null,
  dueAt: new Date('2026-11-02T02:00:00Z'),
  expiresAt: new Date('2026-11-04T02:00:00Z'),
  outcome: null,
  note: null,
  doneBy: null,
  doneAt: null,
  preview: null,
}

async function show(tasks: readonly Task[], answers: Readonly<Record<string, unknown>> = {}) {
  const said: string[] = []
  const chat = {
    beside: async () => ({ kind: 'nowhere' }) as const,
    say: async (text: string) => {
      said.push(text)
      return true
    },
  }
  const Side = () => (
    <SayContext value={chat}>
      <TaskList title="本群要做的事" tasks={tasks} onDone={() => undefined} />
    </SayContext>
  )
  const { calls } = await showPage({ words: sidebarH5.words, path: '/side/1', pages: { '/side/:account': Side }, answers })
  return { said, calls }
}

describe('work beside a conversation', () => {
  it('puts instructions, and what waits in the platform’s own assistant, into no chat', async () => {
    const press = { key: 'send.task.confirm_in_channel', params: { sender: '何勇', count: 8 } }
    await show([work, { ...work, id: 2, title: press, body: { text: '咱们群这周' } }])
    const [first, second] = await screen.findAllByRole('article')
    expect(first?.textContent).toContain('只写公开来源')
    expect(second?.textContent).toContain('咱们群这周')
    expect(screen.queryByRole('button', { name: '发到聊天' })).toBeNull()
  })

  it('says until when it can be done, not since when it waits', async () => {
    await show([work])
    expect((await screen.findByRole('article')).textContent).toMatch(/2026年11月4日/)
  })

  it('sends the words made ready, and nothing else, with one tap; finishing is another', async () => {
    const { said, calls } = await show([{ ...work, script: '【今日三句】' }], { 'POST /api/tasks/complete': { done: 1 } })
    const card = within(await screen.findByRole('article'))
    fireEvent.click(card.getByRole('button', { name: '发到聊天' }))
    await waitFor(() => expect(said).toEqual(['【今日三句】']))
    expect(calls).toEqual([])
    fireEvent.click(card.getByRole('button', { name: '做完了' }))
    await waitFor(() => expect(calls).toHaveLength(1))
    expect(calls[0]?.input).toMatchObject({ ids: [1], outcome: 'done' })
  })
})
