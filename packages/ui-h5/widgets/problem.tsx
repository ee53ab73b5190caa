import type { CallError } from '@grove/client'
import { useWords } from '../language.ts'
import { Button } from './button.tsx'

/** The words of a problem in the reader's language. */
export function useProblemText(): (problem: CallError) => string {
  const { t } = useWords()
  return ({ code, data }) =>
    // People know megabytes, not bytes.
    t.has(`error.${code}`)
      ? t(`error.${code}`, { ...data, megabytes: data.megabytes ?? megabytes(data.maxBytes) })
      : t('error.unknown', { code })
}

const megabytes = (bytes: unknown): number => Math.ceil(Number(bytes) / 104_857.6) / 10

/** A failure under a form or a button. */
export function ProblemLine({ problem }: { readonly problem: CallError | undefined }) {
  const words = useProblemText()
  return problem ? (
    <p className="h5-problem" role="alert">
      {words(problem)}
    </p>
  ) : null
}

/** A page that could not be read, with a way to try again. */
export function ProblemPage({ problem, onRetry }: { readonly problem: CallError; readonly onRetry: () => void }) {
  const { t } = useWords()
  const words = useProblemText()
  return (
    <div className="h5-state" role="alert">
      <strong>{t('h5.problem.title')}</strong>
      <p>{words(problem)}</p>
      <Button onPress={onRetry}>{t('h5.retry')}</Button>
    </div>
  )
}
