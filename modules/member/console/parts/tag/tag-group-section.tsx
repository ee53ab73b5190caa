import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, Go, Section, useIsPhone, VerbButton } from '@grove/ui'
import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { listTags, removeTagGroup, type TagGroup, type TagInList } from '../../../contract/index.ts'
import { RemoveTagButton } from './remove-tag-button.tsx'

export interface TagGroupSectionProps {
  /** Undefined for tags without a group. */
  readonly group: TagGroup | undefined
  readonly tags: readonly TagInList[]
  readonly onEdit: (tag: Partial<TagInList>) => void
  readonly onEditGroup: (group: TagGroup) => void
  /** Where it may move on the page; left out at the ends. */
  readonly onMove: { readonly up?: (() => void) | undefined; readonly down?: (() => void) | undefined }
}

/** A page of hundreds of tags stays quick and short. */
const PAGE = 10

/** One group of tags: what it allows, and its tags with their carriers. */
export function TagGroupSection({ group, tags, onEdit, onEditGroup, onMove }: TagGroupSectionProps) {
  const { t, f } = useI18n()
  const phone = useIsPhone()
  const roleWords = (roles: TagInList['roles']) => roles?.map((role) => t(`staff.role.${role}`)).join(t('member.comma'))
  const about = group
    ? [
        group.ownerName ? t('member.tag_groups.owned_by', { name: group.ownerName }) : '',
        group.roles ? t('member.tag_groups.only', { roles: roleWords(group.roles) ?? '' }) : '',
      ].filter(Boolean)
    : []
  const columns: TableColumnsType<TagInList> = [
    {
      key: 'name',
      title: t('member.tags.name'),
      render: (_value, tag) => <Tag {...(tag.color ? { color: tag.color } : {})}>{tag.name}</Tag>,
    },
    {
      key: 'life',
      title: t('member.tags.life'),
      render: (_value, tag) => (tag.lifeDays === null ? t('member.tags.forever') : t('member.tags.life_days', { days: tag.lifeDays })),
    },
    {
      key: 'roles',
      title: t('member.tags.roles'),
      render: (_value, tag) => roleWords(tag.roles) ?? (group?.roles ? t('member.tags.roles_of_group') : t('member.tags.everybody')),
    },
    {
      key: 'members',
      title: t('member.tags.members'),
      align: 'right',
      render: (_value, tag) => (
        <Go to={`/members?tagId=${tag.id}`}>
          {tag.exact ? f.number(tag.members) : t('member.tags.more_than', { count: f.number(tag.members) })}
        </Go>
      ),
    },
    {
      key: 'actions',
      title: <span className="g-hidden">{t('member.tags.edit')}</span>,
      align: 'right',
      render: (_value, tag) => (
        <Can right="tag.manage">
          <Button size="small" type="link" onClick={() => onEdit(tag)}>
            {t('member.tags.edit')}
          </Button>
          <RemoveTagButton tag={tag} />
        </Can>
      ),
    },
  ]
  return (
    <Section
      title={
        <>
          {group?.name ?? t('member.tag_groups.none')} {group?.singleChoice ? <Tag variant="filled">{t('member.tags.single')}</Tag> : null}
          {about.length > 0 ? (
            <small className="g-soft" style={{ fontWeight: 400 }}>
              {about.join(' · ')}
            </small>
          ) : null}
        </>
      }
      extra={
        <Can right="tag.manage">
          {group ? (
            <>
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined />}
                aria-label={t('member.tag_groups.up', { name: group.name })}
                disabled={!onMove.up}
                onClick={onMove.up}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined />}
                aria-label={t('member.tag_groups.down', { name: group.name })}
                disabled={!onMove.down}
                onClick={onMove.down}
              />
              <Button size="small" type="link" onClick={() => onEditGroup(group)}>
                {t('member.tag_groups.edit')}
              </Button>
              <VerbButton
                route={removeTagGroup}
                input={{ name: group.name }}
                invalidates={[listTags]}
                confirm={{
                  title: t('member.tag_groups.remove_ask', { name: group.name }),
                  body: t('member.tag_groups.remove_hint'),
                  ok: t('member.tag_groups.remove'),
                }}
                button={{ size: 'small', type: 'link' }}
              >
                {t('member.tag_groups.remove')}
              </VerbButton>
            </>
          ) : null}
          <Button size="small" onClick={() => onEdit({ groupName: group?.name ?? '' })}>
            {t('member.tags.new')}
          </Button>
        </Can>
      }
    >
      {tags.length === 0 ? (
        <p className="g-soft">{t('member.tag_groups.empty')}</p>
      ) : (
        <Table
          rowKey="id"
          size="small"
          pagination={tags.length > PAGE ? { pageSize: PAGE, size: 'small', showSizeChanger: false } : false}
          scroll={{ x: 'max-content' }}
          dataSource={[...tags]}
          columns={columns.filter((column) => !phone || (column.key !== 'life' && column.key !== 'roles'))}
        />
      )}
    </Section>
  )
}
