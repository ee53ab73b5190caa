import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam, type OutputOf } from '@grove/kernel/contract'
import { Can, Go, Loaded, PageHeader, Section, TimeText, usePathParams } from '@grove/ui'
import { Descriptions } from 'antd'
import { z } from 'zod'
import { getSendRoute } from '../../contract/index.ts'

import { ContentView } from '../parts/content-view.tsx'
import { Lineage } from '../parts/lineage.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { channelName, knownOf, sourceName } from '../parts/send-columns.tsx'
import { SendStateTag, useSendWhy } from '../parts/send-state.tsx'
import '../parts/sends.css'

const path = z.object({ id: idParam })
type Send = OutputOf<typeof getSendRoute>

/** /sends/:id — one send: what it says, to whom, and everything that happened to it. */
export default function SendPage() {
  const { id } = usePathParams(path)
  const send = useRoute(getSendRoute, { id }, { liveOn: ['send'], refetchEvery: (data) => (data && ENDED.has(data.state) ? false : 5000) })
  return <Loaded of={send}>{(data) => <One send={data} />}</Loaded>
}

const ENDED = new Set(['sent', 'cancelled', 'expired'])

function One({ send }: { send: Send }) {
  const t = useT()
  const why = useSendWhy()
  const reason = why(send)
  return (
    <>
      <PageHeader
        title={t(send.member ? 'send.one_private' : 'send.one_group', { name: send.member?.name ?? send.community.name })}
        tags={<SendStateTag state={send.state} />}
        hint={reason}
        back="/sends"
        actions={
          <Can right="send.manage">
            <SendButtons send={send} />
          </Can>
        }
      />
      <div className="g-columns">
        <div>
          <Section title={t('send.content')}>
            <ContentView content={send.content} known={knownOf(send)} />
          </Section>
          <Section title={t('send.facts')}>
            <Facts send={send} />
          </Section>
        </div>
        <Section title={t('send.lineage')}>
          <Lineage send={send} />
        </Section>
      </div>
    </>
  )
}

function Facts({ send }: { send: Send }) {
  const t = useT()
  const from =
    send.runId !== null ? (
      <Go to={`/runs/${send.runId}`}>{t('send.source.playbook')}</Go>
    ) : send.announcementId !== null ? (
      <Go to="/announcements">{t('send.source.manual')}</Go>
    ) : send.activity !== null ? (
      <Go to={`/activities/${send.activity.id}`}>{sourceName(t, send)}</Go>
    ) : (
      t('send.source.system')
    )
  const rows = [
    { key: 'community', label: t('send.community'), children: <Go to={`/communities/${send.community.id}`}>{send.community.name}</Go> },
    {
      key: 'member',
      label: t('send.to'),
      children: send.member ? <Go to={`/members/${send.member.id}`}>{send.member.name}</Go> : t('send.to_group'),
    },
    { key: 'source', label: t('send.source'), children: from },
    { key: 'channel', label: t('send.channel'), children: channelName(t, send.channel) },
    { key: 'variant', label: t('send.variant'), children: send.variant },
    { key: 'notBefore', label: t('send.not_before'), children: <TimeText at={send.notBefore} as="dateTime" /> },
    { key: 'expiresAt', label: t('send.expires_at'), children: <TimeText at={send.expiresAt} as="dateTime" none={t('send.no_expiry')} /> },
    { key: 'exempt', label: t('send.limits'), children: t(send.exempt ? 'send.exempt' : 'send.counted') },
    { key: 'touch', label: t('send.touch'), children: <code>{send.touch}</code> },
    { key: 'external', label: t('send.external'), children: send.externalId ? <code>{send.externalId}</code> : null },
  ]
  return <Descriptions column={{ xs: 1, md: 2 }} items={rows.filter((row) => row.children !== null)} />
}
