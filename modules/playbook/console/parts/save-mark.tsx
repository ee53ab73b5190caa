import { useT } from '@grove/i18n/react'
import { ErrorText, StateTag, type Tone } from '@grove/ui'
import { Button } from 'antd'
import type { DraftHandle, SaveState } from './use-draft.ts'

const tones: Readonly<Record<SaveState, Tone>> = { saved: 'good', changed: 'busy', saving: 'busy', failed: 'bad' }

/** Whether what is on screen is kept, and a way to try again when it is not. */
export function SaveMark({ handle, unpublished }: { handle: DraftHandle; unpublished: boolean }) {
  const t = useT()
  const { state, error } = handle
  return (
    <span role="status" className="pb-save">
      {state === 'saved' && unpublished ? (
        <StateTag tone="warn" why={t('playbook.save.unpublished.hint')}>
          {t('playbook.save.unpublished')}
        </StateTag>
      ) : (
        <StateTag tone={tones[state]}>{t(`playbook.save.${state}`)}</StateTag>
      )}
      {state === 'failed' ? (
        <>
          <ErrorText error={error} compact />
          <Button size="small" onClick={() => void handle.flush()}>
            {t('ui.retry')}
          </Button>
        </>
      ) : null}
    </span>
  )
}
