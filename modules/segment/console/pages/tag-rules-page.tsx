import { PlusOutlined } from '@ant-design/icons'
import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { listTags } from '@grove/member/contract'
import { Can, EmptyState, ErrorText, FormDrawer, Go, Loaded, PageHeader, Section, VerbButton } from '@grove/ui'
import { AutoComplete, Button, Form, InputNumber, Radio, Switch, Table } from 'antd'
import { useState } from 'react'
import { listTagRules, removeTagRule, saveTagRule } from '../../contract/index.ts'
import { LookupSelect } from '../parts/lookup-select.tsx'

/** /segments/rules — when in a segment, then tag, until. */
export default function TagRulesPage() {
  const t = useT()
  const rules = useRoute(listTagRules, {})
  const tags = useRoute(listTags, {}, { staleMs: 60_000 })
  const [making, setMaking] = useState(false)
  const toggle = useVerb(saveTagRule, { invalidates: [listTagRules] })
  const create = (
    <Can right="tag.manage">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
        {t('segment.rules.new')}
      </Button>
    </Can>
  )
  return (
    <>
      <PageHeader title={t('segment.rules')} hint={t('segment.rules.hint')} back="/segments" actions={create} />
      <ErrorText error={toggle.error} />
      <Loaded of={rules}>
        {({ items }) => (
          <Section>
            {items.length === 0 ? (
              <EmptyState title={t('segment.rules.empty')} hint={t('segment.rules.empty.hint')} action={create} />
            ) : (
              <Table
                rowKey="id"
                size="middle"
                pagination={false}
                scroll={{ x: 'max-content' }}
                dataSource={items}
                columns={[
                  {
                    key: 'when',
                    title: t('segment.rules.when'),
                    render: (_v, rule) => <Go to={`/segments/${rule.segmentId}`}>{rule.segment}</Go>,
                  },
                  { key: 'then', title: t('segment.rules.then'), render: (_v, rule) => rule.tag },
                  { key: 'until', title: t('segment.rules.until'), render: (_v, rule) => untilWords(t, rule) },
                  {
                    key: 'active',
                    title: t('segment.rules.active'),
                    render: (_v, { id, segmentId, tag, until, days, active }) => (
                      <Switch
                        size="small"
                        aria-label={t('segment.rules.active')}
                        checked={active}
                        loading={toggle.isPending}
                        onChange={(next) => toggle.mutate({ id, segmentId, tag, until, days, active: next })}
                      />
                    ),
                  },
                  {
                    key: 'remove',
                    title: '',
                    render: (_v, rule) => (
                      <Can right="tag.manage">
                        <VerbButton
                          route={removeTagRule}
                          input={{ id: rule.id }}
                          invalidates={[listTagRules]}
                          confirm={{
                            title: t('segment.rules.remove.ask'),
                            body: t('segment.rules.remove.hint'),
                            ok: t('segment.remove'),
                            danger: true,
                          }}
                          button={{ size: 'small', type: 'link' }}
                        >
                          {t('segment.remove')}
                        </VerbButton>
                      </Can>
                    ),
                  },
                ]}
              />
            )}
          </Section>
        )}
      </Loaded>
      <FormDrawer
        open={making}
        title={t('segment.rules.new')}
        route={saveTagRule}
        initial={{ until: 'leaves', days: null, active: true }}
        invalidates={[listTagRules, listTags]}
        onClose={() => setMaking(false)}
      >
        {(form) => (
          <>
            <Form.Item name="segmentId" label={t('segment.rules.when')} required>
              <SegmentField onPick={(id) => form.setFieldValue('segmentId', id)} />
            </Form.Item>
            <Form.Item name="tag" label={t('segment.rules.then')} required>
              <AutoComplete maxLength={40} options={(tags.data?.items ?? []).map((tag) => ({ value: tag.name }))} />
            </Form.Item>
            <Form.Item name="until" label={t('segment.rules.until')}>
              <Radio.Group options={(['leaves', 'stays'] as const).map((value) => ({ value, label: t(`segment.rules.${value}`) }))} />
            </Form.Item>
            <Form.Item name="days" label={t('segment.rules.days')} extra={t('segment.rules.days.hint')}>
              <InputNumber min={1} max={3650} precision={0} suffix={t('segment.unit.d')} placeholder={t('segment.rules.days.none')} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  )
}

type T = (key: string, params?: Record<string, unknown>) => string

function untilWords(t: T, { until, days }: { readonly until: string; readonly days: number | null }): string {
  return days === null ? t(`segment.rules.${until}`) : t(`segment.rules.${until}_days`, { days })
}

function SegmentField({ value, onPick }: { value?: number; onPick: (id: number) => void }) {
  const t = useT()
  return (
    <LookupSelect lookup="segment" many={false} value={value} label={t('segment.rules.when')} onChange={(next) => onPick(next as number)} />
  )
}
