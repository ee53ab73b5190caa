import { CallError, issuesOf } from '@grove/client'
import { useI18n } from '@grove/i18n/react'
import { Alert, Button } from 'antd'
import { errorWords, issueWords } from './error-words.ts'

/** An error as a person reads it, with a retry where one makes sense. Renders nothing without an error. */
export function ErrorText({ error, onRetry, compact = false }: { error: unknown; onRetry?: (() => void) | undefined; compact?: boolean }) {
  const { t, f } = useI18n()
  if (error === null || error === undefined) return null
  const issues = issuesOf(error)
  const words = errorWords(t, error, f)
  if (compact) {
    return (
      <span role="alert" className="g-bad">
        {words}
      </span>
    )
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words}
      description={
        issues.length > 0 ? (
          <ul className="g-issues">
            {issues.map((issue) => (
              <li key={issue.path + issue.code}>
                {issue.path ? <code>{issue.path}</code> : null} {issueWords(t, issue)}
              </li>
            ))}
          </ul>
        ) : undefined
      }
      action={
        onRetry && worthRetrying(error) ? (
          <Button size="small" onClick={onRetry}>
            {t('ui.retry')}
          </Button>
        ) : undefined
      }
    />
  )
}

function worthRetrying(error: unknown): boolean {
  return !(error instanceof CallError) || error.status === 0 || error.status === 429 || error.status === 409 || error.status >= 500
}
