import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import {
  Can,
  CopyText,
  DayTimeField,
  EmptyState,
  FormDrawer,
  Loaded,
  QrCode,
  Section,
  StateTag,
  TimeText,
  useViewer,
  VerbButton,
} from '@grove/ui'
import { Button, Form, Input, InputNumber, Table } from 'antd'
import { useState } from 'react'
import {
  type CommunityDetail,
  communityTimeline,
  createInvitation,
  type Invitation,
  listInvitations,
  revokeInvitation,
} from '../../contract/index.ts'
import { ApplicationList } from './application-list.tsx'
import { fromLocal } from './local-time.ts'
import { ThresholdDrawer } from './threshold-drawer.tsx'
import { requirementWords } from './threshold-words.ts'
import './community.css'

/** How people get in: the link and its picture, the threshold, codes, and who is waiting. */
export function EntryTab({ community }: { community: CommunityDetail }) {
  const { t, locale } = useI18n()
  const [editing, setEditing] = useState(false)
  const { threshold, options } = community
  const edit = community.allowed.includes('edit') ? (
    <Can right="community.write">
      <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
        {t('community.edit')}
      </Button>
    </Can>
  ) : null
  return (
    <>
      <div className="g-columns">
        <Section title={t('community.link')}>
          <div className="community-entry">
            <QrCode value={`${community.joinUrl}?scene=qr`} label={t('community.link.qr', { name: community.name })} />
            <div>
              <p>
                <CopyText text={community.joinUrl} />
              </p>
              <p className="g-soft">{t('community.link.hint')}</p>
              {community.allowed.includes('join') ? null : <p className="g-bad">{t('community.link.closed')}</p>}
            </div>
          </div>
        </Section>
        <Section title={t('community.threshold')} extra={edit}>
          {threshold.requirements.length === 0 ? (
            <p>{t('community.threshold.open')}</p>
          ) : (
            <>
              <p>{t(`community.threshold.${threshold.mode}`)}</p>
              <ul>
                {threshold.requirements.map((one, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: requirements have no id of their own and are only shown
                  <li key={at}>{requirementWords(t, one, community.conditionWords[at]?.[locale] ?? '')}</li>
                ))}
              </ul>
            </>
          )}
          <p className="g-soft">{t(options.rejoinAfterSilentExit ? 'community.rejoin.open' : 'community.rejoin.closed')}</p>
        </Section>
      </div>
      <h2 className="community-heading">{t('community.applications.title')}</h2>
      <ApplicationList communityId={community.id} />
      <Codes community={community} />
      {editing ? <ThresholdDrawer community={community} onClose={() => setEditing(false)} /> : null}
    </>
  )
}

function Codes({ community }: { community: CommunityDetail }) {
  const { t, f } = useI18n()
  const { zone } = useViewer().workspace
  const [making, setMaking] = useState(false)
  const codes = useRoute(listInvitations, { id: community.id })
  const add = community.allowed.includes('invite') ? (
    <Can right="community.members">
      <Button icon={<PlusOutlined />} onClick={() => setMaking(true)}>
        {t('community.code.new')}
      </Button>
    </Can>
  ) : null
  return (
    <Section title={t('community.codes')} extra={add}>
      <Loaded of={codes}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState compact title={t('community.codes.empty')} hint={t('community.codes.empty_hint')} />
          ) : (
            <Table
              rowKey="id"
              size="middle"
              pagination={false}
              dataSource={items}
              scroll={{ x: 'max-content' }}
              columns={[
                { key: 'code', title: t('community.code'), render: (_value, row) => <CopyText text={row.url} shown={row.code} /> },
                {
                  key: 'note',
                  title: t('community.code.note'),
                  render: (_value, row) => [row.note, row.source].filter(Boolean).join(' · ') || '–',
                },
                {
                  key: 'used',
                  title: t('community.code.used'),
                  align: 'right',
                  render: (_value, row) => (row.maxUses === null ? f.number(row.used) : `${f.number(row.used)} / ${f.number(row.maxUses)}`),
                },
                {
                  key: 'expiresAt',
                  title: t('community.code.expires'),
                  render: (_value, row) => <TimeText at={row.expiresAt} as="dateTime" none={t('community.code.never')} />,
                },
                { key: 'state', title: t('community.state'), render: (_value, row) => <CodeState one={row} /> },
                {
                  key: 'actions',
                  title: '',
                  align: 'right',
                  render: (_value, row) =>
                    row.revokedAt ? null : (
                      <Can right="community.members">
                        <VerbButton
                          route={revokeInvitation}
                          input={{ id: row.id }}
                          invalidates={[listInvitations]}
                          confirm={{
                            title: t('community.code.revoke_ask', { code: row.code }),
                            body: t('community.code.revoke_hint'),
                            ok: t('community.code.revoke'),
                            danger: true,
                          }}
                          button={{ size: 'small', type: 'link' }}
                        >
                          {t('community.code.revoke')}
                        </VerbButton>
                      </Can>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <FormDrawer
        open={making}
        title={t('community.code.new')}
        route={createInvitation}
        initial={{ note: '', source: '', maxUses: null, expiresAt: null }}
        toInput={(values) => ({
          ...values,
          id: community.id,
          source: values.source || null,
          expiresAt: fromLocal(values.expiresAt as string | null, zone),
        })}
        invalidates={[listInvitations, communityTimeline]}
        onClose={() => setMaking(false)}
      >
        <Form.Item name="note" label={t('community.code.note')} extra={t('community.code.note_hint')}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="source" label={t('member.field.source')} extra={t('community.code.source_hint')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="maxUses" label={t('community.code.max')} extra={t('community.code.max_hint')}>
          <InputNumber className="g-wide" min={1} max={100_000} />
        </Form.Item>
        <Form.Item name="expiresAt" label={t('community.code.expires')}>
          <DayTimeField allowClear />
        </Form.Item>
      </FormDrawer>
    </Section>
  )
}

function CodeState({ one }: { one: Invitation }) {
  const { t } = useI18n()
  if (one.revokedAt) return <StateTag tone="idle">{t('community.code.revoked')}</StateTag>
  if (one.maxUses !== null && one.used >= one.maxUses) return <StateTag tone="idle">{t('community.code.used_up')}</StateTag>
  if (one.expiresAt && new Date(one.expiresAt) <= new Date()) return <StateTag tone="idle">{t('community.code.expired')}</StateTag>
  return <StateTag tone="good">{t('community.code.usable')}</StateTag>
}
