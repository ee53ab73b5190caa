import { Button, Card, useProblemText, useSend, useToast, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { answerActivity, type PhoneView } from '../../contract/index.ts'
import type { CardSays } from './card-says.ts'
import { GuessBox } from './guess-box.tsx'

interface Props {
  readonly view: PhoneView
  readonly says: CardSays | undefined
  readonly onChange: () => void
}

/** The round at hand: what is asked, what one picked, and how it came out. */
export function RoundBox({ view, says, onChange }: Props) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const toast = useToast()
  const words = useProblemText()
  const send = useSend(answerActivity)
  const [picked, setPicked] = useState<{ readonly round: number; readonly choice: string }>()
  const round = view.shown
  if (!round) return null
  const mine = view.mine.choice ?? (picked?.round === view.round ? picked.choice : null)
  const open = view.stage === 'open' && !closedOf(view)
  const answered = Math.max(round.answered, says?.answered ?? 0)
  const pick = async (choice: string) => {
    const kept = await send.send({ ws, code: view.code, choice })
    if (!kept) return onChange()
    setPicked({ round: view.round, choice: kept.choice })
    if (kept.won) toast(t('activity.claimed', { prize: kept.won }))
    else if (kept.repeated) toast(t('activity.repeated', { choice: kept.choice }))
    onChange()
  }
  const said = note(t, view, answered, mine, says)
  const one = round.options.length === 1 ? round.options[0] : undefined
  const number =
    view.rounds > 1
      ? t(view.mechanism === 'days' ? 'activity.day_of' : 'activity.round_of', { round: view.round, rounds: view.rounds })
      : undefined
  return (
    <Card {...(number ? { title: number } : {})}>
      <p className="act-question">{round.text}</p>
      {view.mechanism === 'entries' ? null : view.kind === 'guess' && round.options.length === 0 ? (
        <GuessBox
          mine={mine}
          open={open && view.mine.counted}
          busy={send.busy}
          hint={view.typed ? t('activity.card.typed.guess') : undefined}
          onGuess={(number) => void pick(number)}
        />
      ) : one ? (
        <Button
          kind="primary"
          wide
          busy={send.busy}
          disabled={!open || mine !== null || !view.mine.counted}
          onPress={() => void pick(one.key)}
        >
          {mine !== null
            ? t(`activity.did.${view.mechanism === 'rounds' ? 'draw' : view.mechanism}`)
            : view.stage === 'open'
              ? one.label
              : t(`activity.stage.${view.stage === 'stopped' ? 'stopped' : 'done'}`)}
        </Button>
      ) : (
        <div className="act-options" role="group" aria-label={round.text}>
          {round.options.map((option) => {
            const right = round.answer === option.key
            const own = mine === option.key
            const share = option.count === null || answered === 0 ? null : option.count / answered
            return (
              <button
                key={option.key}
                type="button"
                className={`act-option${own ? ' act-own' : ''}${right ? ' act-right' : ''}${own && round.answer !== null && !right ? ' act-wrong' : ''}`}
                aria-pressed={own}
                disabled={!open || mine !== null || send.busy || !view.mine.counted}
                onClick={() => void pick(option.key)}
              >
                {share !== null && <span className="act-share" style={{ width: `${Math.round(share * 100)}%` }} aria-hidden="true" />}
                <b>{option.key}</b>
                <span>{option.label}</span>
                {option.count !== null && <em>{option.count}</em>}
              </button>
            )
          })}
        </div>
      )}
      {said && <p className="act-note">{said}</p>}
      {round.revealed && round.explain && <p className="act-plain">{round.explain}</p>}
      {round.firstName && <p className="act-note">{t('activity.first', { name: round.firstName })}</p>}
      {send.problem && (
        <p className="h5-problem" role="alert">
          {words(send.problem)}
        </p>
      )}
    </Card>
  )
}

/** A guess that is over while its result is awaited. */
const closedOf = (view: PhoneView): boolean =>
  view.kind === 'guess' && view.stage === 'open' && view.closesAt !== null && new Date(view.closesAt) <= new Date(view.now)

function note(
  t: ReturnType<typeof useWords>['t'],
  view: PhoneView,
  answered: number,
  mine: string | null,
  says: CardSays | undefined,
): string {
  if (!view.mine.counted) return t('activity.not_counted')
  if (view.mechanism === 'claim') {
    const left = view.claims === null ? 0 : Math.max(0, Math.min(view.claimsLeft ?? 0, view.claims - (says?.claimed ?? 0)))
    return t('activity.left', { left, claims: view.claims ?? 0 })
  }
  if (view.kind === 'guess') {
    if (closedOf(view)) return t('activity.guess.waiting', { count: answered })
    const result = view.shown?.options.length ? null : view.shown?.answer
    if (result)
      return mine === null ? t('activity.guess.only', { result, count: answered }) : t('activity.guess.was', { result, choice: mine })
  }
  if (view.shown?.revealed && view.shown.answer !== null)
    return t(mine === null ? 'activity.missed_round' : view.mine.right ? 'activity.was_right' : 'activity.was_wrong', { count: answered })
  // Votes are seen as they come: nobody waits for an answer.
  if (view.stage === 'open' && mine !== null && view.mechanism === 'rounds' && view.kind !== 'vote')
    return t('activity.wait', { count: answered })
  if (view.stage === 'open' && view.shown?.firstAt) return t('activity.somebody_right', { count: answered })
  // Once it is over the number stands above.
  return view.stage === 'open' || view.rounds > 1 ? t('activity.answered', { count: answered }) : ''
}
