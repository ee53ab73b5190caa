import { BrokenPart, NotFound } from '@grove/ui'
import type { ErrorComponentProps } from '@tanstack/react-router'

/** A page that failed while it was drawn; a parameter that makes no sense counts as “no such page”. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const senseless = error instanceof Error && error.name.endsWith('ZodError')
  return senseless ? <NotFound /> : <BrokenPart error={error} onRetry={reset} />
}
