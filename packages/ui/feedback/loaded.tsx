import { CallError } from '@grove/client'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ErrorText } from './error-text.tsx'
import { Forbidden, NotFound } from './refusal.tsx'

interface Answer<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly refetch: () => unknown
}

/** The three faces of a read: skeleton, error with retry (or not found, not allowed), and the data. A stale answer stays on screen while a retry fails. */
export function Loaded<T>({ of, children, rows = 4 }: { of: Answer<T>; children: (data: T) => ReactNode; rows?: number }) {
  if (of.data !== undefined) return children(of.data)
  if (of.error instanceof CallError && of.error.status === 404) return <NotFound />
  if (of.error instanceof CallError && of.error.status === 403) return <Forbidden />
  if (of.error) return <ErrorText error={of.error} onRetry={() => void of.refetch()} />
  return of.isPending ? <Skeleton active title={false} paragraph={{ rows }} className="g-skeleton" /> : null
}
