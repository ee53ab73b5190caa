import { type ReactNode, useId, useState } from 'react'

export interface SideTab {
  readonly key: string
  readonly label: string
  readonly content: ReactNode
}

/** A few parts of one card, one at a time: the sidebar is narrow. */
export function Tabs({ tabs }: { readonly tabs: readonly SideTab[] }) {
  const id = useId()
  const [chosen, choose] = useState(tabs[0]?.key)
  const shown = tabs.find((tab) => tab.key === chosen) ?? tabs[0]
  return (
    <>
      <div className="side-tabs" role="tablist">
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === shown}
            aria-controls={`${id}-panel`}
            onClick={() => choose(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div className="side-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown?.key}`}>
        {shown?.content}
      </div>
    </>
  )
}
