import type { CallError } from '@grove/client'
import { useWords } from '../language.ts'
import { useWorkspace } from '../workspace.ts'
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

interface ProblemPageProps {
  readonly problem: CallError
  readonly onRetry: () => void
  /** False where there is no home to go to, or where this is it. */
  readonly home?: boolean
}

/** A page that could not be read, with a way to try again and a way out. */
export function ProblemPage({ problem, onRetry, home = true }: ProblemPageProps) {
  const { t } = useWords()
  const { ws } = useWorkspace()
  const words = useProblemText()
  return (
    <div className="h5-state" role="alert">
      <h1>{t('h5.problem.title')}</h1>
      <p>{words(problem)}</p>
      <Button onPress={onRetry}>{t('h5.retry')}</Button>
      {home && <WayHome ws={ws} />}
    </div>
  )
}

/** Out of a page that leads nowhere; a plain link, so that it also cures a page that broke. */
export function WayHome({ ws }: { readonly ws: string }) {
  const { t } = useWords()
  return (
    <a className="h5-button h5-button-text" href={`/m/${encodeURIComponent(ws)}`}>
      {t('h5.home')}
    </a>
  )
}
