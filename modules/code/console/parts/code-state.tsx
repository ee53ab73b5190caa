import { useT } from '@grove/i18n/react'
import { StateTag } from '@grove/ui'
import type { CodeRow } from '../../contract/index.ts'

/** Whether a code works, and when it does not, that somebody has to look. */
export function CodeStateTag({ code }: { code: Pick<CodeRow, 'state' | 'fault' | 'seats' | 'kind'> }) {
  const t = useT()
  if (code.state !== 'ended' && code.fault) return <StateTag tone="bad">{t('code.state.trouble')}</StateTag>
  if (code.state === 'live' && code.seats === 0) return <StateTag tone="warn">{t('code.state.full')}</StateTag>
  return (
    <StateTag tone={code.state === 'live' ? 'good' : code.state === 'making' ? 'warn' : 'idle'}>{t(`code.state.${code.state}`)}</StateTag>
  )
}
