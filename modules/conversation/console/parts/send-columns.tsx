import type { Translator } from '@grove/i18n'
import { type Column, TimeText } from '@grove/ui'
import type { SendSummary } from '../../contract/index.ts'
import type { Readable } from '@grove/task/console'
import { SendStateTag } from './send-state.tsx'

/** Columns of every list of sends. */
export function sendColumns(t: Translator, why: (send: SendSummary) => string, readable: Readable): Column<SendSummary>[] {
  return [
    {
      key: 'gist',
      title: t('send.words'),
      phone: 'title',
      render: (send) => <span className="s-gist">{readable(send.gist, knownOf(send)) || t('send.picture')}</span>,
    },
    {
      key: 'time',
      title: t('send.time'),
      render: (send) => <TimeText at={send.sentAt ?? send.notBefore} as="dateTime" />,
    },
    { key: 'state', title: t('send.state'), phone: 'state', render: (send) => <SendStateTag state={send.state} /> },
    { key: 'why', title: t('send.why'), render: (send) => why(send) || '–' },
    { key: 'community', title: t('send.community'), render: (send) => send.community.name },
    { key: 'to', title: t('send.to'), render: (send) => send.member?.name ?? t('send.to_group') },
    { key: 'source', title: t('send.source'), phone: 'hide', render: (send) => sourceName(t, send) },
    { key: 'variant', title: t('send.variant'), hidden: true, render: (send) => send.variant ?? '–' },
    { key: 'channel', title: t('send.channel'), hidden: true, render: (send) => channelName(t, send.channel) },
    { key: 'attempts', title: t('send.attempts'), hidden: true, align: 'right', render: (send) => send.attempts },
    { key: 'expiresAt', title: t('send.expires_at'), hidden: true, render: (send) => <TimeText at={send.expiresAt} as="dateTime" /> },
  ]
}

/** What a message says to the one it goes to; a post to the group knows its group only. */
export const knownOf = ({ member, community }: Pick<SendSummary, 'member' | 'community'>): Readonly<Record<string, string>> => ({
  community: community.name,
  ...(member && { name: member.name }),
})

/** Where a send comes from; an activity by its title. */
export const sourceName = (t: Translator, { source, activity }: Pick<SendSummary, 'source' | 'activity'>): string =>
  activity?.name ? t('send.source.of_activity', { name: activity.name }) : t(`send.source.${source}`)

/** A channel's name; one that has no words here is called by its kind. */
export function channelName(t: Translator, kind: string): string {
  const key = `channel.kind.${kind}`
  return t.has(key) ? t(key) : kind
}
