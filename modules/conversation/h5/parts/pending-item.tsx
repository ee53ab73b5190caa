import { IconButton, Spinner, useProblemText, useWords } from '@grove/ui-h5'
import { CallError } from '@grove/client'
import { useRoomScene } from './room-context.ts'
import type { Pending } from './room-store.ts'

/** What this phone said and the server has not taken yet: on its way, failed (a tap says it again), or held for a look. */
export function PendingItem({ pending }: { readonly pending: Pending }) {
  const { t } = useWords()
  const { store } = useRoomScene()
  const words = useProblemText()
  const { content, key } = pending.saying
  const { problem } = pending
  return (
    <article className="room-item room-own room-lead">
      <div className="room-said">
        <div className="room-sending">
          {pending.state === 'sending' && <Spinner small />}
          {pending.state === 'failed' && (
            <button type="button" className="room-retry" aria-label={t('room.retry')} onClick={() => store.retry(key)}>
              !
            </button>
          )}
          <div className={`room-bubble room-bubble-${content.kind}${content.kind === 'picture' ? ' room-bare' : ''}`}>
            {content.kind === 'text' && <p className="room-text">{content.text}</p>}
            {content.kind === 'link' && <p className="room-text">{content.url}</p>}
            {content.kind === 'picture' && <img className="room-preview" src={pending.preview} alt={t('room.picture')} />}
          </div>
        </div>
        {problem && (
          <p className={pending.state === 'held' ? 'room-fate' : 'room-fate h5-problem'} role="alert">
            {words(new CallError(problem.code, 0, problem.data))}
            {mayWork(pending) && <span> {t('room.tap_to_retry')}</span>}
          </p>
        )}
      </div>
      {pending.state !== 'sending' && <IconButton name="close" label={t('room.forget')} onPress={() => store.forget(key)} />}
    </article>
  )
}

/** Saying it again helps against the network and the pace, not against what was said. */
function mayWork({ state, problem }: Pending): boolean {
  return state === 'failed' && problem !== undefined && /^(client|kernel)\.|^room\.too_fast$/.test(problem.code)
}
