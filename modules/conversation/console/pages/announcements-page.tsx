import { useT } from '@grove/i18n/react'
import { useReadable } from '@grove/task/console'
import { Can, ListPage, StateTag, TimeText, useGo, VerbButton } from '@grove/ui'
import { Button } from 'antd'
import { cancelAnnouncementRoute, listAnnouncementsRoute } from '../../contract/index.ts'
import '../parts/sends.css'

const WAITING = ['planned', 'held', 'paused', 'retry']
const sumOf = (states: Readonly<Record<string, number>>, names: readonly string[]) =>
  names.reduce((sum, name) => sum + (states[name] ?? 0), 0)

/** /announcements — what people sent by hand, and what became of it. */
export default function AnnouncementsPage() {
  const t = useT()
  const go = useGo()
  const readable = useReadable()
  const create = (
    <Can right="send.create">
      <Button type="primary" onClick={() => go('/announcements/new')}>
        {t('announce.new')}
      </Button>
    </Can>
  )
  return (
    <ListPage
      name="announcements"
      title={t('announce.list')}
      hint={t('announce.list_hint')}
      route={listAnnouncementsRoute}
      rowKey={(one) => one.id}
      onOpen={(one) => `/sends?announcementId=${one.id}`}
      actions={create}
      columns={[
        { key: 'title', title: t('announce.title'), phone: 'title', render: (one) => one.title },
        {
          key: 'state',
          title: t('send.state'),
          phone: 'state',
          render: (one) => {
            const waiting = sumOf(one.states, WAITING)
            if (one.cancelled) return <StateTag tone="idle">{t('send.state.cancelled')}</StateTag>
            if (waiting > 0) return <StateTag tone="busy">{t('announce.waiting', { count: waiting })}</StateTag>
            // On platforms where a person presses send, it is not over before they have.
            const asked = one.states['needs_person'] ?? 0
            if (asked > 0) return <StateTag tone="warn">{t('announce.asked', { count: asked })}</StateTag>
            return <StateTag tone="good">{t('announce.over')}</StateTag>
          },
        },
        { key: 'gist', title: t('send.words'), phone: 'hide', render: (one) => <span className="s-gist">{readable(one.gist)}</span> },
        { key: 'at', title: t('send.time'), render: (one) => <TimeText at={one.at} as="dateTime" /> },
        { key: 'sent', title: t('send.state.sent'), align: 'right', render: (one) => one.states['sent'] ?? 0 },
        {
          key: 'trouble',
          title: t('send.states.trouble'),
          align: 'right',
          render: (one) => sumOf(one.states, ['needs_person', 'unknown', 'failed', 'refused']) || '–',
        },
        { key: 'by', title: t('announce.by'), render: (one) => one.createdBy?.name ?? '–' },
        {
          key: 'take-back',
          title: '',
          phone: 'line',
          render: (one) =>
            !one.cancelled && sumOf(one.states, WAITING) > 0 ? (
              <Can right="send.create">
                <VerbButton
                  route={cancelAnnouncementRoute}
                  input={{ id: one.id }}
                  invalidates={[listAnnouncementsRoute]}
                  confirm={{
                    title: t('announce.cancel_ask', { title: one.title }),
                    body: t('announce.cancel_body'),
                    ok: t('announce.cancel'),
                    danger: true,
                  }}
                  done={t('announce.cancelled')}
                  button={{ size: 'small' }}
                >
                  {t('announce.cancel')}
                </VerbButton>
              </Can>
            ) : null,
        },
      ]}
      empty={{ title: t('announce.empty'), hint: t('announce.empty_hint'), action: create }}
    />
  )
}
