import { WebSocket } from 'ws'

/** Runs as a process of its own: thousands of phones, so that hearing them costs the server under test nothing. */
export interface PhonesOrder {
  readonly kind: 'open'
  /** One phone each: where it connects, with which cookies, which room it is in. */
  readonly phones: readonly { readonly url: string; readonly cookie: string; readonly room: number }[]
  /** Said after the line opens; nothing for the bare server. */
  readonly hello: string | null
}
export interface SpeakOrder {
  readonly kind: 'speak'
  /** Which phone says which numbered message; `wrap` holds the text with `%` for the number. */
  readonly turns: readonly { readonly phone: number; readonly number: number }[]
  readonly wrap: string
  /** One after the other, or all at once. */
  readonly together: boolean
}
/** Waits until every phone has heard each of the numbers that are on their way, whoever sends them. */
export interface ListenOrder {
  readonly kind: 'listen'
  readonly numbers: readonly number[]
}
export interface Arrived {
  readonly kind: 'arrived'
  /** By the machine's monotonic clock, the same in every process. */
  readonly at: readonly { readonly number: number; readonly ms: number }[]
}
export interface Heard {
  readonly kind: 'heard'
  /** Milliseconds from speaking to hearing, for every phone of the room and message. */
  readonly latencies: readonly number[]
  /** From the first word to the last ear. */
  readonly seconds: number
}

const sockets: { socket: WebSocket; room: number }[] = []
const said = new Map<number, number>()
let latencies: number[] = []
let expected = 0
let awaited: ReadonlySet<number> = new Set()
let arrivals: { number: number; ms: number }[] = []
let done: () => void = () => undefined

const now = () => Number(process.hrtime.bigint()) / 1e6

function hear(data: Buffer): void {
  // Only posts carry a number between bars; everything else on the line is passed over without parsing.
  const from = data.indexOf('"|')
  if (from < 0) return
  const number = Number(data.toString('latin1', from + 2, data.indexOf('|"', from + 2)))
  if (awaited.has(number)) arrivals.push({ number, ms: now() })
  const at = said.get(number) ?? (awaited.has(number) ? 0 : undefined)
  if (at === undefined) return
  latencies.push(now() - at)
  if (--expected === 0) done()
}

async function open(order: PhonesOrder): Promise<void> {
  const AT_ONCE = 100
  for (let from = 0; from < order.phones.length; from += AT_ONCE) {
    await Promise.all(order.phones.slice(from, from + AT_ONCE).map((phone) => connect(phone, order.hello)))
  }
}

function connect({ url, cookie, room }: PhonesOrder['phones'][number], hello: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: false })
    sockets.push({ socket, room })
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      if (hello !== null && data.indexOf('"t":"log"') >= 0) resolve()
      hear(data)
    })
    socket.on('open', () => (hello === null ? resolve() : socket.send(hello)))
  })
}

async function speak(order: SpeakOrder): Promise<Heard> {
  latencies = []
  const perRoom = new Map<number, number>()
  for (const { room } of sockets) perRoom.set(room, (perRoom.get(room) ?? 0) + 1)
  const say = ({ phone, number }: SpeakOrder['turns'][number]) => {
    said.set(number, now())
    sockets[phone]?.socket.send(order.wrap.replaceAll('%', String(number)))
  }
  const earsOf = (turn: SpeakOrder['turns'][number]) => perRoom.get(sockets[turn.phone]?.room ?? -1) ?? 0
  const start = now()
  for (const turns of order.together ? [order.turns] : order.turns.map((turn) => [turn])) {
    expected = turns.reduce((sum, turn) => sum + earsOf(turn), 0)
    const all = new Promise<void>((resolve) => {
      done = resolve
    })
    turns.forEach(say)
    await all
  }
  return { kind: 'heard', latencies, seconds: (now() - start) / 1000 }
}

function listen(order: ListenOrder): Promise<Arrived> {
  awaited = new Set(order.numbers)
  arrivals = []
  expected = order.numbers.length * sockets.length
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  process.send?.({ kind: 'listening' })
  return all.then(() => ({ kind: 'arrived', at: arrivals }))
}

process.on('message', (order: PhonesOrder | SpeakOrder | ListenOrder) => {
  const work = order.kind === 'open' ? open(order).then(() => ({ kind: 'open' })) : order.kind === 'listen' ? listen(order) : speak(order)
  work.then(
    (answer) => process.send?.(answer),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`)
      process.exit(1)
    },
  )
})
