import { createClient, readCookie } from '@grove/client'
import type { Locale } from '@grove/kernel/contract'
import { WorkspaceContext } from '@grove/ui-h5'
import { type ReactNode, useMemo } from 'react'

/** Gives the pages below /m/:ws their workspace and the way to call the server. */
export function InWorkspace({ ws, locale, children }: { readonly ws: string; readonly locale: Locale; readonly children: ReactNode }) {
  const value = useMemo(
    () => ({ ws, client: createClient({ csrf: () => readCookie('grove_csrf', document.cookie), locale: () => locale }) }),
    [ws, locale],
  )
  return <WorkspaceContext.Provider value={value}>{children}</WorkspaceContext.Provider>
}
