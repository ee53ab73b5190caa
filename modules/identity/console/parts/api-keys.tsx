import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { CopyText, EmptyState, Loaded, Section, TimeText, VerbButton } from '@grove/ui'
import { Button, Modal, Space, Table, Tooltip } from 'antd'
import { useState } from 'react'
import { type ApiKey, listApiKeys, revokeApiKey } from '../../contract/index.ts'
import { NewApiKey } from './new-api-key.tsx'

export function ApiKeys() {
  const t = useT()
  const answer = useRoute(listApiKeys, {})
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; key: string }>()
  const words = (right: string) => (t.has(`right.${right}`) ? t(`right.${right}`) : right)
  const make = (
    <Button type="primary" onClick={() => setMaking(true)}>
      {t('keys.new')}
    </Button>
  )
  return (
    <Section
      flush
      title={t('keys.title')}
      extra={
        <Space>
          <a href="/docs" target="_blank" rel="noreferrer">
            {t('keys.docs')}
          </a>
          {answer.data?.items.length ? make : null}
        </Space>
      }
    >
      <Loaded of={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('keys.empty')} hint={t('keys.empty.hint')} action={make} />
          ) : (
            <Table<ApiKey>
              rowKey="id"
              dataSource={[...items]}
              pagination={false}
              scroll={{ x: 'max-content' }}
              columns={[
                { key: 'name', title: t('keys.name'), render: (_, row) => row.name },
                { key: 'key', title: t('keys.key'), render: (_, row) => <code>{row.prefix}…</code> },
                {
                  key: 'rights',
                  title: t('keys.rights'),
                  render: (_, row) => (
                    <Tooltip title={row.rights.map(words).join(t('staff.and'))}>
                      <span>{t('keys.rights.count', { count: row.rights.length })}</span>
                    </Tooltip>
                  ),
                },
                { key: 'used', title: t('keys.used'), render: (_, row) => <TimeText at={row.lastUsedAt} none={t('keys.used.never')} /> },
                {
                  key: 'until',
                  title: t('keys.until'),
                  render: (_, row) => <TimeText at={row.expiresAt} as="dateTime" none={t('keys.until.never')} />,
                },
                { key: 'by', title: t('keys.by'), render: (_, row) => row.createdBy ?? '–' },
                {
                  key: 'revoke',
                  title: '',
                  render: (_, row) => (
                    <VerbButton
                      route={revokeApiKey}
                      input={{ id: row.id }}
                      invalidates={[listApiKeys]}
                      done={t('keys.revoked')}
                      button={{ type: 'link', size: 'small' }}
                      confirm={{
                        title: t('keys.revoke.ask', { name: row.name }),
                        body: t('keys.revoke.body'),
                        ok: t('keys.revoke'),
                        danger: true,
                      }}
                    >
                      {t('keys.revoke')}
                    </VerbButton>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <NewApiKey open={making} onClose={() => setMaking(false)} onMade={setMade} />
      <Modal
        open={made !== undefined}
        title={t('keys.made', { name: made?.name ?? '' })}
        onCancel={() => setMade(undefined)}
        footer={<Button onClick={() => setMade(undefined)}>{t('keys.made.close')}</Button>}
      >
        <p>{t('keys.made.once')}</p>
        {made ? <CopyText text={made.key} /> : null}
      </Modal>
    </Section>
  )
}
