import { useI18n } from '@grove/i18n/react'
import { type SimState, useView } from './platform-state.ts'

/** Opens the page of the chat toolbar beside a conversation, in the client's own window. */
export function OpenSidebar(beside: { readonly userid: string; readonly chatId?: string; readonly customerId?: string }) {
  const { t } = useI18n()
  const { view: state } = useView<SimState>('/sim/state')
  if (!state?.webview) return null
  return (
    <a href={`${state.webview.url}/__wecom/open?${new URLSearchParams({ ...beside }).toString()}`} target="_blank" rel="noreferrer">
      {t('sim.sidebar')}
    </a>
  )
}
