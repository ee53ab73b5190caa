import { EditOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, DayTimeField, Figure, Figures, FormDrawer, Section, SlotPanels, TimeText, useViewer } from '@grove/ui'
import { Button, Descriptions, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { type CommunityDetail, communityTimeline, getCommunity, listCommunities, updateCommunity } from '../../contract/index.ts'
import { fromLocal, toLocal } from './local-time.ts'

/** What this group is for, how full it is, when it ends. */
export function OverviewTab({ community }: { community: CommunityDetail }) {
  const { t } = useI18n()
  const [editing, setEditing] = useState(false)
  const helpers = community.headcount - community.memberCount
  const { positioning } = community
  const items = [
    { key: 'business', label: t('community.positioning.business'), children: positioning.business || '–' },
    { key: 'customer', label: t('community.positioning.customer'), children: positioning.customer || '–' },
    { key: 'oneLine', label: t('community.one_line'), children: positioning.oneLine || '–' },
    { key: 'promise', label: t('community.promise'), children: community.promise || '–' },
    { key: 'productLine', label: t('community.product_line'), children: community.productLine ?? '–' },
    { key: 'connection', label: t('community.connection'), children: t(`community.connection.${community.connection}`) },
    { key: 'chapter', label: t('community.chapter'), children: community.chapter ?? '–' },
    { key: 'opensAt', label: t('community.opens_at'), children: <TimeText at={community.opensAt} as="dateTime" /> },
    {
      key: 'closesAt',
      label: t('community.closes_at'),
      children: <TimeText at={community.closesAt} as="dateTime" none={t('community.no_end')} />,
    },
  ]
  return (
    <>
      <Section>
        <Figures>
          <Figure
            label={t('community.members')}
            value={community.memberCount}
            definition={t('community.members.definition')}
            rows={`/communities/${community.id}?tab=members`}
            note={helpers > 0 ? t('community.helpers', { count: helpers }) : null}
          />
          <Figure
            label={t('community.room')}
            value={Math.max(0, community.capacity - community.headcount)}
            definition={t('community.room.definition')}
            {...(community.headcount >= community.capacity ? { tone: 'warn' as const } : {})}
          />
          <Figure
            label={t('community.waiting')}
            value={community.waiting}
            definition={t('community.waiting.definition')}
            rows={`/communities/${community.id}?tab=entry`}
            {...(community.waiting > 0 ? { tone: 'warn' as const } : {})}
          />
        </Figures>
      </Section>
      <SlotPanels name="community.overview" props={{ communityId: community.id }} />
      <Section
        title={t('community.section.positioning')}
        extra={
          community.allowed.includes('edit') ? (
            <Can right="community.write">
              <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                {t('community.edit')}
              </Button>
            </Can>
          ) : null
        }
      >
        <Descriptions column={1} size="small" items={items} styles={{ label: { color: 'var(--g-soft)' } }} />
      </Section>
      <EditPositioning community={community} open={editing} onClose={() => setEditing(false)} />
    </>
  )
}

function EditPositioning({ community, open, onClose }: { community: CommunityDetail; open: boolean; onClose: () => void }) {
  const { t } = useI18n()
  const { zone } = useViewer().workspace
  const { name, capacity, positioning, promise, productLine, connection, chapter, options } = community
  return (
    <FormDrawer
      open={open}
      title={t('community.edit')}
      route={updateCommunity}
      width={560}
      initial={{
        name,
        capacity,
        positioning,
        promise,
        productLine,
        connection,
        chapter,
        options,
        opensAt: toLocal(community.opensAt, zone),
        closesAt: toLocal(community.closesAt, zone),
      }}
      toInput={(values) => ({
        ...values,
        id: community.id,
        productLine: values.productLine || null,
        chapter: values.chapter || null,
        opensAt: fromLocal(values.opensAt as string | null, zone),
        closesAt: fromLocal(values.closesAt as string | null, zone),
      })}
      invalidates={[getCommunity, listCommunities, communityTimeline]}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('community.name')} required>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="capacity" label={t('community.capacity')}>
        <InputNumber className="g-wide" min={2} max={100_000} />
      </Form.Item>
      <Form.Item name={['positioning', 'oneLine']} label={t('community.one_line')} extra={t('community.one_line_hint')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name={['positioning', 'business']} label={t('community.positioning.business')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name={['positioning', 'customer']} label={t('community.positioning.customer')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="promise" label={t('community.promise')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="productLine" label={t('community.product_line')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="connection" label={t('community.connection')}>
        <Select options={(['decentralised', 'pyramid'] as const).map((value) => ({ value, label: t(`community.connection.${value}`) }))} />
      </Form.Item>
      <Form.Item name="opensAt" label={t('community.opens_at')}>
        <DayTimeField allowClear />
      </Form.Item>
      <Form.Item name="closesAt" label={t('community.closes_at')} extra={t('community.closes_at_clock')}>
        <DayTimeField allowClear />
      </Form.Item>
      <Form.Item name={['options', 'coolingHours']} label={t('community.cooling_hours')} extra={t('community.cooling_hours_hint')}>
        <InputNumber className="g-wide" min={0} max={720} placeholder={t('community.by_type')} />
      </Form.Item>
      <Form.Item name={['options', 'closingHours']} label={t('community.closing_hours')} extra={t('community.closing_hours_hint')}>
        <InputNumber className="g-wide" min={0} max={720} placeholder={t('community.by_type')} />
      </Form.Item>
      <Form.Item name="chapter" label={t('community.chapter')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  )
}
