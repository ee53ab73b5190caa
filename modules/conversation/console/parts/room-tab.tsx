import { useClient } from '@grove/client/react'
import { type LocaleSource, loadMessages, type Messages } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { I18nProvider } from '@grove/i18n/react'
import { useViewer } from '@grove/ui'
import { h5Locales } from '@grove/ui-h5/locales'
import { useEffect, useState } from 'react'
import { ChannelLacks } from './channel-lacks.tsx'
import { useLacks } from './community-lacks.tsx'
import { StaffRoom } from '../../h5/parts/staff-room.tsx'

/** The room's words are those of the phone page; the console does not carry them otherwise. */
const sources: readonly LocaleSource[] = [
  baseLocales,
  h5Locales,
  { zh: () => import('@grove/content/locales/zh.json'), en: () => import('@grove/content/locales/en.json') },
  { zh: () => import('../../locales/zh.json'), en: () => import('../../locales/en.json') },
]

const IN_ROOM: readonly string[] = ['read_group', 'confirm', 'recall', 'read_receipts']

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
  const lacks = useLacks(communityId)
  if (!messages || !lacks) return null
  // A conversation that cannot be read has no room to show: what can be done instead stands here.
  if (lacks.lacks.includes('read_group'))
    return <ChannelLacks rows={lacks.lacks.filter((lack) => IN_ROOM.includes(lack)).map((lack) => ({ channel: lacks.channel, lack }))} />
  return (
    <I18nProvider locale={locale} zone={workspace.zone} messages={messages}>
      <StaffRoom communityId={communityId} workspace={workspace.publicKey} client={client} />
    </I18nProvider>
  )
}
