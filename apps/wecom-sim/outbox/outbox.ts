import { type Dice, diceOf } from '../world/chance.ts'
import { sees } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import type { Delays, Faults } from '../world/settings.ts'
import type { World } from '../world/world.ts'
import type { CallbackEvent } from './callback-event.ts'
import { callbackXml } from './callback-xml.ts'
import type { Deliver } from './deliver.ts'
import { sealPost } from './seal.ts'

export interface Letter {
  readonly seq: number
  readonly agentId: number
  readonly event: CallbackEvent
  readonly at: number
  /** Not tried before. */
  due: number
  order: number
  tries: number
  /** unheard: no app is told; dropped: lost on purpose; given_up: every try failed. */
  state: 'waiting' | 'delivered' | 'given_up' | 'dropped' | 'unheard'
  answer: string
}

const TRIES = 4
const ANSWER_MS = 5000
const KEPT = 5000

interface Given {
  readonly world: () => World
  readonly now: () => number
  readonly delays: Delays
  readonly faults: Faults
  readonly deliver: Deliver
  readonly connections: number
}

/** Events on their way to apps: sealed, tried four times, without any order, and then forgotten. */
export class Outbox {
  private readonly given: Given
  private waiting: Letter[] = []
  private finished: Letter[] = []
  private seq = 0
  private underWay = 0
  readonly totals = { told: 0, delivered: 0, given_up: 0, dropped: 0, unheard: 0, retries: 0 }

  constructor(given: Given) {
    this.given = given
  }

  tell(event: CallbackEvent): void {
    const heard = [...this.given.world().apps.values()].filter(
      (app) =>
        app.callback !== null &&
        !app.disabled &&
        (event.agentId === undefined || event.agentId === app.agentId) &&
        (event.userids.length === 0 || event.userids.some((userid) => sees(app, userid))),
    )
    this.totals.told += 1
    if (heard.length === 0) this.finish(this.letter(0, event), 'unheard', '')
    for (const { agentId } of heard) this.post(agentId, event)
  }

  private post(agentId: number, event: CallbackEvent): void {
    const { faults } = this.given
    const dice = this.dice('fault-callback')
    const copies = dice.chance(faults.callbackDuplicate) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      const letter = this.letter(agentId, event)
      if (dice.chance(faults.callbackDrop)) {
        this.finish(letter, 'dropped', '')
        continue
      }
      if (dice.chance(faults.callbackReorder)) letter.order += 1 + dice.below(12)
      this.waiting.push(letter)
    }
  }

  private letter(agentId: number, event: CallbackEvent): Letter {
    const at = this.given.now()
    const seq = (this.seq += 1)
    return { seq, agentId, event, at, due: at + this.given.delays.callbackMs, order: seq, tries: 0, state: 'waiting', answer: '' }
  }

  private dice(stream: string): Dice {
    const world = this.given.world()
    return diceOf(world.seed, stream, world)
  }

  /** When the next try is due; undefined when nothing waits. */
  nextDue(): number | undefined {
    return this.waiting.reduce<number | undefined>((least, { due }) => (least === undefined || due < least ? due : least), undefined)
  }

  get busy(): boolean {
    return this.waiting.length + this.underWay > 0
  }

  get waitingCount(): number {
    return this.waiting.length + this.underWay
  }

  /** Newest first. */
  recent(limit: number): Letter[] {
    return [...this.finished.slice(-limit), ...this.waiting.slice(-limit)].sort((a, b) => b.seq - a.seq).slice(0, limit)
  }

  forget(): void {
    this.waiting = []
    this.finished = []
  }

  /** Delivers everything due, at most so many at once, and waits for the answers. */
  async pump(): Promise<void> {
    while (true) {
      const now = this.given.now()
      const due = this.waiting.filter((letter) => letter.due <= now)
      if (due.length === 0) return
      this.waiting = this.waiting.filter((letter) => letter.due > now)
      due.sort((a, b) => a.order - b.order)
      this.underWay += due.length
      let next = 0
      const lane = async () => {
        for (let letter = due[next++]; letter; letter = due[next++]) {
          await this.attempt(letter)
          this.underWay -= 1
        }
      }
      await Promise.all(Array.from({ length: Math.min(this.given.connections, due.length) }, lane))
    }
  }

  private async attempt(letter: Letter): Promise<void> {
    const world = this.given.world()
    const config = world.apps.get(letter.agentId)?.callback
    if (!config) return this.finish(letter, 'unheard', '')
    letter.tries += 1
    const now = this.given.now()
    const xml = callbackXml(letter.event, world.corp.id, seconds(letter.at))
    const sealed = sealPost(config, world.corp.id, letter.agentId, xml, seconds(now), `${world.seed}/${letter.seq}/${letter.tries}`)
    try {
      const { status } = await this.given.deliver({ method: 'POST', ...sealed, timeoutMs: ANSWER_MS })
      if (status === 200) return this.finish(letter, 'delivered', '200')
      letter.answer = String(status)
    } catch (error) {
      letter.answer = (error as Error).message
    }
    if (letter.tries >= TRIES) return this.finish(letter, 'given_up', letter.answer)
    this.totals.retries += 1
    // The platform says neither how long it waits nor that it waits alike.
    letter.due = this.given.now() + 1000 * letter.tries + this.dice('retry').below(1000)
    this.waiting.push(letter)
  }

  private finish(letter: Letter, state: Exclude<Letter['state'], 'waiting'>, answer: string): void {
    letter.state = state
    letter.answer = answer
    this.totals[state] += 1
    this.finished.push(letter)
    if (this.finished.length > KEPT * 2) this.finished = this.finished.slice(-KEPT)
  }
}
