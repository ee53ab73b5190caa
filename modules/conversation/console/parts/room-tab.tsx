import { useClient } from '@grove/client/react'
import { type LocaleSource, loadMessages, type Messages } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { I18nProvider } from '@grove/i18n/react'
import { useViewer } from '@grove/ui'
import { h5Locales } from '@grove/ui-h5/locales'
import { useEffect, useState } from 'react'
import { StaffRoom } from '../../h5/parts/staff-room.tsx'

/** The room's words are those of the phone page; the console does not carry them otherwise. */
const sources: readonly LocaleSource[] = [
  baseLocales,
  h5Locales,
  { zh: () => import('@grove/content/locales/zh.json'), en: () => import('@grove/content/locales/en.json') },
  { zh: () => import('../../locales/zh.json'), en: () => import('../../locales/en.json') },
]

/** The live room as a tab of the community's page. */
export default function RoomTab({ communityId }: { readonly communityId: number }) {
  const client = useClient()
  const { locale, workspace } = useViewer()
  const [messages, setMessages] = useState<Messages>()
  useEffect(() => {
    let live = true
    loadMessages(locale, sources).then(
      (words) => live && setMessages(words),
      () => undefined,
    )
    return () => {
      live = false
    }
  }, [locale])
  if (!messages) return null
  return (
    <I18nProvider locale={locale} zone={workspace.zone} messages={messages}>
      <StaffRoom communityId={communityId} workspace={workspace.publicKey} client={client} />
    </I18nProvider>
  )
}
