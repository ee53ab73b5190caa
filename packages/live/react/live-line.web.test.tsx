import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useLiveLine } from './index.ts'

/** Answers whoever asks whether anybody is there. */
class FakeSocket {
  static all: FakeSocket[] = []
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  readonly url: string
  constructor(url: string) {
    this.url = url
    FakeSocket.all.push(this)
  }
  send() {
    this.onmessage?.({ data: '{"changed":[]}' })
  }
  close() {
    this.onclose?.({ code: 1000 })
  }
}

let asked: Record<string, number>
function Shows({ area, live }: { area: string; live: boolean }) {
  const query = useQuery({
    queryKey: [area],
    queryFn: () => Promise.resolve((asked[area] = (asked[area] ?? 0) + 1)),
    ...(live ? { meta: { liveOn: [area] } } : {}),
  })
  return <p>{`${area} ${query.data ?? 0}`}</p>
}
function Page({ workspaceId }: { workspaceId: number | undefined }) {
  useLiveLine(workspaceId)
  return (
    <>
      <Shows area="camp" live />
      <Shows area="task" live />
      <Shows area="still" live={false} />
    </>
  )
}
const page = (workspaceId: number | undefined) => (
  <QueryClientProvider client={new QueryClient()}>
    <Page workspaceId={workspaceId} />
  </QueryClientProvider>
)
const shown = () => [...document.querySelectorAll('p')].map((one) => one.textContent)
const tell = (changed: string[]) => act(async () => FakeSocket.all.at(-1)?.onmessage?.({ data: JSON.stringify({ changed }) }))

beforeEach(() => {
  asked = {}
  FakeSocket.all = []
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('opens no line for nobody', () => {
  render(page(undefined))
  expect(FakeSocket.all).toEqual([])
})

it('asks anew for what is shown of the areas that changed, and for nothing else', async () => {
  render(page(7))
  await screen.findByText('camp 1')
  expect(FakeSocket.all.map((one) => new URL(one.url).search)).toEqual(['?workspace=7'])
  await tell(['camp', 'reward'])
  await screen.findByText('camp 2')
  expect(shown()).toEqual(['camp 2', 'task 1', 'still 1'])
  await tell(['*'])
  await screen.findByText('task 2')
  expect(shown()).toEqual(['camp 3', 'task 2', 'still 1'])
})

it('comes back when the line breaks and asks once for all, but not when it was turned away', async () => {
  render(page(7))
  await screen.findByText('camp 1')
  vi.useFakeTimers()
  act(() => FakeSocket.all[0]?.onclose?.({ code: 1012 }))
  await act(() => vi.advanceTimersByTimeAsync(1000))
  expect(FakeSocket.all).toHaveLength(2)
  await tell([])
  await act(() => vi.advanceTimersByTimeAsync(10))
  expect(shown()).toEqual(['camp 2', 'task 2', 'still 1'])
  act(() => FakeSocket.all[1]?.onclose?.({ code: 4403 }))
  await act(() => vi.advanceTimersByTimeAsync(120_000))
  expect(FakeSocket.all).toHaveLength(2)
})
