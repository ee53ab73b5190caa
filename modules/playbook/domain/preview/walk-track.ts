import type { Moment } from '@grove/calendar'
import { advance } from '../advance.ts'
import type { Effect } from '../effect.ts'
import type { Plan } from '../plan.ts'
import type { Run } from '../run.ts'
import type { Track } from '../track.ts'

/** A person of a well-run team does what is asked after this long. */
const DONE_AFTER_MS = 20 * 60_000

/**
 * Everything one track would do until a moment, if people do their tasks and members only listen: the real interpreter, tick by tick.
 * At most `most` effects.
 */
export function walkTrack(plan: Plan, run: Run, start: Track, until: Moment, most: number): { effects: readonly Effect[]; track: Track } {
  let track = start
  const effects: Effect[] = []
  const answers: { at: Moment; step: string; occurrence: number }[] = []
  const take = (result: { track: Track; effects: readonly Effect[] }) => {
    track = result.track
    for (const effect of result.effects) {
      effects.push(effect)
      if (effect.kind === 'act' && !effect.fallback && plan.steps.get(effect.step)?.person)
        answers.push({ at: effect.dueAt + DONE_AFTER_MS, step: effect.step, occurrence: effect.occurrence })
    }
  }
  while (effects.length < most) {
    answers.sort((a, b) => a.at - b.at)
    const answer = answers[0]
    const due = track.state === 'done' ? null : track.dueAt
    if (answer && answer.at <= until && (due === null || answer.at < due)) {
      answers.shift()
      take(advance(plan, run, track, { kind: 'outcome', step: answer.step, occurrence: answer.occurrence, outcome: 'done' }, {}, answer.at))
    } else if (due !== null && due <= until) take(advance(plan, run, track, { kind: 'tick' }, {}, due))
    else break
  }
  return { effects, track }
}
