import { useI18n } from '@grove/i18n/react'
import { Can, FormDrawer, Go, ListPanel, StateTag, VerbButton } from '@grove/ui'
import { Button, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { type CockpitView, listEntries, settleEntry, type ShownEntry } from '../../contract/index.ts'

/** Contributions, most votes first: hide what does not belong, answer what was asked. */
export function EntryList({ view }: { readonly view: CockpitView }) {
  const { t, f } = useI18n()
  const [answering, setAnswering] = useState<ShownEntry>()
  return (
    <>
      <ListPanel
        name="activity-entries"
        route={listEntries}
        input={{ id: view.id }}
        rowKey={(row) => row.id}
        prefix="e."
        columns={[
          {
            key: 'name',
            title: t('activity.field.member'),
            phone: 'title',
            render: (row) => <Go to={`/members/${row.memberId}`}>{row.name}</Go>,
          },
          {
            key: 'text',
            title: t('activity.field.entry'),
            render: (row) => (
              <div className="activity-entry">
                {row.thumb && row.url ? (
                  <a href={row.url} target="_blank" rel="noopener noreferrer">
                    <img src={row.thumb} alt={t('activity.entry.picture_of', { name: row.name })} />
                  </a>
                ) : null}
                <span>
                  {row.text}
                  {row.reply ? <em className="g-soft"> — {row.reply}</em> : null}
                </span>
              </div>
            ),
          },
          { key: 'votes', title: t('activity.field.votes'), align: 'right', render: (row) => f.number(row.votes) },
          {
            key: 'state',
            title: t('activity.field.stage'),
            phone: 'state',
            render: (row) => (
              <StateTag tone={row.hidden ? 'idle' : 'good'}>{t(row.hidden ? 'activity.entry.hidden' : 'activity.entry.shown')}</StateTag>
            ),
          },
          {
            key: 'do',
            title: t('activity.field.do'),
            align: 'right',
            render: (row) => (
              <Can right="activity.run">
                <Space size={0}>
                  <Button type="link" size="small" onClick={() => setAnswering(row)}>
                    {t('activity.entry.reply')}
                  </Button>
                  <VerbButton
                    route={settleEntry}
                    input={{ id: view.id, entryId: row.id, hidden: !row.hidden }}
                    invalidates={[listEntries]}
                    button={{ type: 'link', size: 'small' }}
                  >
                    {t(row.hidden ? 'activity.entry.show' : 'activity.entry.hide')}
                  </VerbButton>
                </Space>
              </Can>
            ),
          },
        ]}
        empty={{ title: t('activity.entries_empty'), hint: t('activity.entries_empty_hint') }}
      />
      <FormDrawer
        open={answering !== undefined}
        title={t('activity.entry.reply_to', { name: answering?.name ?? '' })}
        route={settleEntry}
        initial={{ reply: answering?.reply ?? '' }}
        toInput={(values) => ({ ...values, id: view.id, entryId: answering?.id ?? 0 })}
        invalidates={[listEntries]}
        onClose={() => setAnswering(undefined)}
      >
        <p>{answering?.text}</p>
        <Form.Item name="reply" label={t('activity.entry.reply')}>
          <Input.TextArea rows={4} maxLength={500} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
