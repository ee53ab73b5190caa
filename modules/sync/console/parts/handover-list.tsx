import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, FormDrawer, ListPanel, StateTag, TimeText, type Tone, useToast, VerbButton } from '@grove/ui'
import { Alert, Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import {
  againHandover,
  HANDOVER_STATES,
  type HandoverShown,
  listHandoverItems,
  listHandovers,
  listStaffLinks,
  startHandover,
  type SyncedAccount,
} from '../../contract/index.ts'

const TONES: Readonly<Record<string, Tone>> = { planned: 'idle', asking: 'idle', waiting: 'warn', done: 'good', failed: 'bad' }
const sum = (counts: HandoverShown['customers']) => HANDOVER_STATES.reduce((total, state) => total + (counts[state] ?? 0), 0)

/** Customers and groups of colleagues who leave or change place, on their way to others. */
export function HandoverList({ account }: { account: SyncedAccount }) {
  const { t } = useI18n()
  const [starting, setStarting] = useState(false)
  const [open, setOpen] = useState<HandoverShown>()
  const progress = (counts: HandoverShown['customers']) =>
    sum(counts) === 0 ? '–' : t('sync.handover.progress', { done: counts.done ?? 0, total: sum(counts) })
  return (
    <>
      <p className="g-soft">
        {t('sync.handover.lead')} {t('sync.handover.limits')}
      </p>
      <Can right="sync.manage">
        <p>
          <Button type="primary" onClick={() => setStarting(true)}>
            {t('sync.handover.new')}
          </Button>
        </p>
      </Can>
      <ListPanel
        name="sync-handovers"
        prefix="handover"
        route={listHandovers}
        input={{ account: account.id }}
        refetchEvery={10_000}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'from',
            title: t('sync.handover.from'),
            phone: 'title',
            render: (row) => (
              <Button type="link" size="small" onClick={() => setOpen(row)}>
                {row.fromName}
              </Button>
            ),
          },
          { key: 'to', title: t('sync.handover.to'), render: (row) => row.toName },
          {
            key: 'mode',
            title: t('sync.handover.mode'),
            render: (row) => t(row.resigned ? 'sync.handover.resigned' : 'sync.handover.onjob'),
          },
          { key: 'customers', title: t('sync.handover.customers'), align: 'right', render: (row) => progress(row.customers) },
          { key: 'groups', title: t('sync.handover.groups'), align: 'right', render: (row) => progress(row.groups) },
          {
            key: 'state',
            title: t('sync.handover.state'),
            phone: 'state',
            render: (row) => {
              const failed = (row.customers.failed ?? 0) + (row.groups.failed ?? 0)
              return (
                <>
                  <StateTag tone={row.state === 'done' ? 'good' : 'warn'}>{t(`sync.handover.${row.state}`)}</StateTag>{' '}
                  {failed > 0 ? <StateTag tone="bad">{t('sync.handover.failed', { count: failed })}</StateTag> : null}
                </>
              )
            },
          },
          { key: 'at', title: t('sync.handover.at'), render: (row) => <TimeText at={row.at} /> },
        ]}
        empty={{ title: t('sync.handover.empty'), hint: t('sync.handover.empty_hint') }}
      />
      {starting ? <StartDrawer account={account} onClose={() => setStarting(false)} /> : null}
      {open ? <ItemsDrawer account={account} handover={open} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function StartDrawer({ account, onClose }: { account: SyncedAccount; onClose: () => void }) {
  const { t } = useI18n()
  const toast = useToast()
  const needed = [{ required: true, message: t('sync.handover.needed') }]
  return (
    <FormDrawer
      open
      title={t('sync.handover.new')}
      submit={t('sync.handover.new')}
      route={startHandover}
      initial={{ customers: true, groups: true }}
      toInput={(values) => ({ ...values, account: account.id })}
      invalidates={[listHandovers]}
      onClose={onClose}
      onDone={() => {
        toast.done(t('sync.handover.started'))
        onClose()
      }}
    >
      <p className="g-soft">{t('sync.handover.limits')}</p>
      <Form.Item name="from" label={t('sync.handover.from')} rules={needed}>
        <Colleague account={account} />
      </Form.Item>
      <Form.Item name="to" label={t('sync.handover.to')} rules={needed}>
        <Colleague account={account} hereOnly />
      </Form.Item>
      <Form.Item name="customers" valuePropName="checked">
        <Checkbox>{t('sync.handover.customers')}</Checkbox>
      </Form.Item>
      <Form.Item name="groups" valuePropName="checked">
        <Checkbox>{t('sync.handover.groups')}</Checkbox>
      </Form.Item>
      <Form.Item name="message" label={t('sync.handover.message')} extra={t('sync.handover.message_hint')}>
        <Input.TextArea rows={3} maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}

interface ColleagueProps {
  readonly account: SyncedAccount
  /** Who left takes nothing over. */
  readonly hereOnly?: boolean
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** One of the company, found by a word: there may be thousands. */
function Colleague({ account, hereOnly = false, ...field }: ColleagueProps) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const people = useRoute(listStaffLinks, { account: account.id, limit: 50, ...(text.trim() ? { text: text.trim() } : {}) })
  const options = (people.data?.items ?? [])
    .filter((one) => !hereOnly || !one.gone)
    .map((one) => ({ value: one.externalId, label: `${one.name || one.externalId}${one.gone ? ` · ${t('sync.handover.resigned')}` : ''}` }))
  return <Select {...field} showSearch={{ filterOption: false, onSearch: setText }} loading={people.isFetching} options={options} />
}

function ItemsDrawer({ account, handover, onClose }: { account: SyncedAccount; handover: HandoverShown; onClose: () => void }) {
  const { t } = useI18n()
  const toast = useToast()
  const failed = (handover.customers.failed ?? 0) + (handover.groups.failed ?? 0)
  return (
    <Drawer open size="large" title={`${handover.fromName} → ${handover.toName}`} onClose={onClose}>
      {handover.fault ? <Alert type="warning" showIcon title={t('sync.handover.fault')} description={handover.fault} /> : null}
      {failed > 0 ? (
        <Can right="sync.manage">
          <p>
            <VerbButton
              route={againHandover}
              input={{ account: account.id, id: handover.id }}
              invalidates={[listHandovers, listHandoverItems]}
              onDone={({ changed }) => toast.done(t('sync.handover.again_done', { count: changed }))}
            >
              {t('sync.handover.again')}
            </VerbButton>
          </p>
        </Can>
      ) : null}
      <ListPanel
        name="sync-handover-items"
        prefix="item"
        route={listHandoverItems}
        input={{ account: account.id, id: handover.id }}
        rowKey={(row) => `${row.kind}:${row.externalId}`}
        filters={[
          {
            kind: 'choice',
            key: 'state',
            label: t('sync.handover.state'),
            options: HANDOVER_STATES.map((value) => ({ value, label: t(`sync.handover.is.${value}`) })),
          },
        ]}
        columns={[
          { key: 'name', title: t('sync.handover.item'), phone: 'title', render: (row) => row.name },
          { key: 'kind', title: t('sync.handover.item_kind'), render: (row) => t(`sync.handover.kind.${row.kind}`) },
          {
            key: 'state',
            title: t('sync.handover.state'),
            phone: 'state',
            render: (row) => <StateTag tone={TONES[row.state] ?? 'idle'}>{t(`sync.handover.is.${row.state}`)}</StateTag>,
          },
          { key: 'reason', title: t('sync.handover.reason'), render: (row) => (row.reason ? t(`sync.handover.why.${row.reason}`) : '') },
        ]}
        empty={{ title: t('sync.handover.items_empty') }}
      />
    </Drawer>
  )
}
