import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, FormDrawer, Go, Loaded, PageHeader, Section, VerbButton } from '@grove/ui'
import { Button, Form, Input, Switch, Table, Tag } from 'antd'
import { useState } from 'react'
import { listMembers, listTags, type Tag as MemberTag, removeTag, saveTag } from '../../contract/index.ts'

type Editing = Partial<Pick<MemberTag, 'id' | 'name' | 'groupName' | 'color'>>

/** /members/tags — the words by which members are told apart. */
export default function TagsPage() {
  const { t, f } = useI18n()
  const tags = useRoute(listTags, {})
  const [editing, setEditing] = useState<Editing>()
  const create = (
    <Can right="tag.manage">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({})}>
        {t('member.tags.new')}
      </Button>
    </Can>
  )
  return (
    <>
      <PageHeader title={t('member.tags.title')} hint={t('member.tags.hint')} back="/members" actions={create} />
      <Loaded of={tags}>
        {(data) => (
          <Section>
            {data.items.length === 0 ? (
              <EmptyState title={t('member.tags.empty')} hint={t('member.tags.empty_hint')} action={create} />
            ) : (
              <Table
                rowKey="id"
                size="middle"
                pagination={false}
                scroll={{ x: 'max-content' }}
                dataSource={data.items}
                columns={[
                  {
                    key: 'name',
                    title: t('member.tags.name'),
                    render: (_value, tag) => <Tag {...(tag.color ? { color: tag.color } : {})}>{tag.name}</Tag>,
                  },
                  {
                    key: 'group',
                    title: t('member.tags.group'),
                    render: (_value, tag) => (
                      <>
                        {tag.groupName || '–'} {data.singleChoice.includes(tag.groupName) ? <Tag>{t('member.tags.single')}</Tag> : null}
                      </>
                    ),
                  },
                  {
                    key: 'members',
                    title: t('member.tags.members'),
                    align: 'right',
                    render: (_value, tag) => <Go to={`/members?tagId=${tag.id}`}>{f.number(tag.members)}</Go>,
                  },
                  {
                    key: 'actions',
                    title: '',
                    align: 'right',
                    render: (_value, tag) => (
                      <Can right="tag.manage">
                        <Button size="small" type="link" onClick={() => setEditing(tag)}>
                          {t('member.tags.edit')}
                        </Button>
                        <VerbButton
                          route={removeTag}
                          input={{ id: tag.id }}
                          invalidates={[listTags, listMembers]}
                          confirm={{
                            title: t('member.tags.remove_ask', { name: tag.name }),
                            body: t('member.tags.remove_hint', { count: tag.members }),
                            ok: t('member.tags.remove'),
                            danger: true,
                          }}
                          button={{ size: 'small', type: 'link' }}
                        >
                          {t('member.tags.remove')}
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
        open={editing !== undefined}
        title={t(editing?.id ? 'member.tags.edit' : 'member.tags.new')}
        route={saveTag}
        initial={{
          name: editing?.name ?? '',
          groupName: editing?.groupName ?? '',
          singleChoice: tags.data?.singleChoice.includes(editing?.groupName || ' ') ?? false,
        }}
        toInput={(values) => ({ ...values, ...(editing?.id ? { id: editing.id } : {}), color: editing?.color ?? null })}
        invalidates={[listTags, listMembers]}
        onClose={() => setEditing(undefined)}
      >
        <Form.Item name="name" label={t('member.tags.name')} required>
          <Input maxLength={40} autoFocus />
        </Form.Item>
        <Form.Item name="groupName" label={t('member.tags.group')} extra={t('member.tags.group_hint')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="singleChoice" label={t('member.tags.single')} extra={t('member.tags.single_hint')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
