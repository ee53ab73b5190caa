import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { ColleagueField } from '@grove/identity/console'
import { Can, EmptyState, FormDrawer, Section, TimeText, VerbButton } from '@grove/ui'
import { Button, Form, Select, Table } from 'antd'
import { useState } from 'react'
import {
  assignStaff,
  type CommunityDetail,
  communityTimeline,
  endStaff,
  getCommunity,
  listCommunities,
  post,
} from '../../contract/index.ts'

/** Who tends this group, and in which post. */
export function StaffTab({ community }: { community: CommunityDetail }) {
  const { t } = useI18n()
  const [adding, setAdding] = useState(false)
  const invalidates = [getCommunity, listCommunities, communityTimeline]
  const add = community.allowed.includes('staff') ? (
    <Can right="community.staff">
      <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {t('community.staff.add')}
      </Button>
    </Can>
  ) : null
  return (
    <Section title={t('community.tab.staff')} extra={add}>
      {community.staff.length === 0 ? (
        <EmptyState compact title={t('community.staff.empty')} hint={t('community.staff.empty_hint')} />
      ) : (
        <Table
          size="middle"
          pagination={false}
          rowKey={(row) => `${row.staffId}:${row.post}`}
          dataSource={community.staff}
          scroll={{ x: 'max-content' }}
          columns={[
            { key: 'name', title: t('community.staff.name'), render: (_value, row) => row.name },
            { key: 'post', title: t('community.staff.post'), render: (_value, row) => t(`community.post.${row.post}`) },
            { key: 'since', title: t('community.staff.since'), render: (_value, row) => <TimeText at={row.since} as="day" /> },
            {
              key: 'end',
              title: '',
              align: 'right',
              render: (_value, row) => (
                <Can right="community.staff">
                  <VerbButton
                    route={endStaff}
                    input={{ id: community.id, staffId: row.staffId, post: row.post }}
                    invalidates={invalidates}
                    confirm={{
                      title: t('community.staff.end_ask', { name: row.name, post: t(`community.post.${row.post}`) }),
                      body: t('community.staff.end_hint'),
                      ok: t('community.staff.end'),
                      danger: true,
                    }}
                    button={{ size: 'small', type: 'link' }}
                  >
                    {t('community.staff.end')}
                  </VerbButton>
                </Can>
              ),
            },
          ]}
        />
      )}
      <FormDrawer
        open={adding}
        title={t('community.staff.add')}
        route={assignStaff}
        initial={{ post: 'operator' }}
        toInput={(values) => ({ ...values, id: community.id })}
        invalidates={invalidates}
        onClose={() => setAdding(false)}
      >
        <Form.Item name="staffId" label={t('community.staff.name')} required>
          <ColleagueField />
        </Form.Item>
        <Form.Item name="post" label={t('community.staff.post')} required>
          <Select options={post.options.map((value) => ({ value, label: t(`community.post.${value}`) }))} />
        </Form.Item>
      </FormDrawer>
    </Section>
  )
}
