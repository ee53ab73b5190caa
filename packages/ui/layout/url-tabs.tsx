import { Skeleton, Tabs } from 'antd'
import { type ReactNode, Suspense } from 'react'
import { ErrorBoundary } from '../feedback/error-boundary.tsx'
import { useUrlValue } from '../router/url-state.ts'

export interface TabSpec {
  readonly key: string
  /** Text in the reader's language. */
  readonly label: ReactNode
  readonly content: ReactNode
}

/** Tabs whose choice lives in the address (`?tab=`); only the open one is rendered, the first where the address names none of them. */
export function UrlTabs({ tabs, name = 'tab' }: { tabs: readonly TabSpec[]; name?: string }) {
  const [open, setOpen] = useUrlValue(name, tabs[0]?.key ?? '')
  return (
    <Tabs
      className="g-tabs"
      activeKey={tabs.some((tab) => tab.key === open) ? open : (tabs[0]?.key ?? '')}
      onChange={setOpen}
      destroyOnHidden
      items={tabs.map((tab) => ({
        key: tab.key,
        label: tab.label,
        children: (
          <ErrorBoundary>
            <Suspense fallback={<Skeleton active />}>{tab.content}</Suspense>
          </ErrorBoundary>
        ),
      }))}
    />
  )
}
