import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, useGo } from '@grove/ui'
import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { checkPlaybook } from '../../contract/index.ts'
import { complaintsOf } from './check-words.ts'

const SHOWN = 6

/** Errors of the method block a start; warnings have to be seen. */
export function useMethodGate(text: string) {
  const t = useT()
  const check = useRoute(checkPlaybook, { text })
  const [seen, setSeen] = useState(false)
  const complaints = check.data ? complaintsOf(check.data, t) : []
  const errors = complaints.filter((one) => one.severity === 'error')
  const warnings = complaints.filter((one) => one.severity === 'warning')
  const closed = errors.length > 0 || !check.data
  return { check, errors, warnings, seen, setSeen, closed, open: !closed && (warnings.length === 0 || seen) }
}

interface MethodGateProps {
  readonly gate: ReturnType<typeof useMethodGate>
  readonly tried: boolean
  readonly playbookId: number
}

export function MethodGate({ gate, tried, playbookId }: MethodGateProps) {
  const t = useT()
  const go = useGo()
  const { check, errors, warnings, seen, setSeen } = gate
  const list = (rows: typeof errors) => (
    <ul className="g-issues">
      {rows.slice(0, SHOWN).map((one) => (
        <li key={one.key}>{one.words}</li>
      ))}
    </ul>
  )
  if (check.error) return <ErrorText error={check.error} onRetry={() => void check.refetch()} />
  if (errors.length > 0)
    return (
      <Alert
        className="pb-notice"
        type="error"
        showIcon
        title={t('run.gate.errors', { count: errors.length })}
        description={list(errors)}
        action={<Button onClick={() => go(`/playbooks/${playbookId}`)}>{t('run.gate.repair')}</Button>}
      />
    )
  if (warnings.length === 0) return null
  return (
    <Alert
      className="pb-notice"
      type="warning"
      showIcon
      title={t('run.gate.warnings', { count: warnings.length })}
      description={
        <>
          {list(warnings)}
          <Checkbox checked={seen} onChange={(event) => setSeen(event.target.checked)}>
            {t('run.gate.seen')}
          </Checkbox>
          {tried && !seen ? <p className="g-bad">{t('run.gate.tick')}</p> : null}
        </>
      }
    />
  )
}
