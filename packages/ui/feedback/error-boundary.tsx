import { useT } from '@grove/i18n/react'
import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'

/** Keeps one broken part from taking the page with it. `resetKey` (the address, usually) clears it. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string; compact?: boolean }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error('unknown') }
  }

  override componentDidUpdate(before: Readonly<{ resetKey?: string }>): void {
    if (this.state.error !== undefined && before.resetKey !== this.props.resetKey) this.setState({ error: undefined })
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return <BrokenPart error={this.state.error} compact={this.props.compact ?? false} onRetry={() => this.setState({ error: undefined })} />
  }
}

/** What stands where a part broke; a chunk gone after an update asks for a reload. */
export function BrokenPart({ error, compact = false, onRetry }: { error: unknown; compact?: boolean; onRetry: () => void }) {
  const t = useT()
  const stale = error instanceof Error && /dynamically imported module|Importing a module|Failed to fetch/.test(error.message)
  return (
    <EmptyState
      compact={compact}
      title={t(stale ? 'ui.broken.stale' : 'ui.broken')}
      hint={t(stale ? 'ui.broken.stale.hint' : 'ui.broken.hint')}
      action={
        <Button type="primary" onClick={stale ? () => globalThis.location.reload() : onRetry}>
          {t(stale ? 'ui.reload' : 'ui.retry')}
        </Button>
      }
    />
  )
}
