import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Can, EmptyState, Loaded, PageHeader, useGo, useToast, useUrlValue } from '@grove/ui'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { listTags, orderTagGroups, type TagGroup, type TagInList } from '../../contract/index.ts'
import { GroupForm } from '../parts/tag/group-form.tsx'
import { TagForm } from '../parts/tag/tag-form.tsx'
import { TagGroupSection } from '../parts/tag/tag-group-section.tsx'

/** From here on a word to look for saves scrolling. */
const MANY = 30

/** /members/tags — the words by which members are told apart. */
export default function TagsPage() {
  const t = useT()
  const go = useGo()
  const toast = useToast()
  const tags = useRoute(listTags, {})
  const [editing, setEditing] = useState<Partial<TagInList>>()
  const [grouping, setGrouping] = useState<Partial<TagGroup>>()
  const order = useVerb(orderTagGroups, { invalidates: [listTags] })
  const groups = tags.data?.groups ?? []
  const [asked, ask] = useUrlValue('q', '')
  const word = asked.trim().toLowerCase()
  const move = (at: number, by: -1 | 1) => {
    const names = groups.map((group) => group.name)
    const [name] = names.splice(at, 1)
    names.splice(at + by, 0, name ?? '')
    order.mutate({ groups: names }, { onError: toast.failed })
  }
  const create = (
    <Can right="tag.manage">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({})}>
        {t('member.tags.new')}
      </Button>
    </Can>
  )
  return (
    <>
      <PageHeader
        title={t('member.tags.title')}
        hint={t('member.tags.hint')}
        back="/members"
        actions={
          <>
            <Button onClick={() => go('/members/bulks')}>{t('member.bulks.title')}</Button>
            <Can right="tag.manage">
              <Button onClick={() => setGrouping({})}>{t('member.tag_groups.new')}</Button>
            </Can>
            {create}
          </>
        }
      />
      <Loaded of={tags}>
        {(data) => {
          const items = word === '' ? data.items : data.items.filter((tag) => `${tag.groupName}\n${tag.name}`.toLowerCase().includes(word))
          const loose = items.filter((tag) => tag.groupName === '')
          const shown = data.groups.filter((group) => word === '' || items.some((tag) => tag.groupName === group.name))
          return data.items.length + data.groups.length === 0 ? (
            <EmptyState title={t('member.tags.empty')} hint={t('member.tags.empty_hint')} action={create} />
          ) : (
            <>
              {data.items.length > MANY ? (
                <p>
                  <Input
                    allowClear
                    prefix={<SearchOutlined />}
                    style={{ maxWidth: 320 }}
                    aria-label={t('member.tags.find')}
                    placeholder={t('member.tags.find')}
                    value={asked}
                    onChange={(event) => ask(event.target.value)}
                  />
                </p>
              ) : null}
              {items.length === 0 ? <EmptyState compact title={t('member.tags.not_found')} /> : null}
              {shown.map((group) => (
                <TagGroupSection
                  key={group.name}
                  group={group}
                  tags={items.filter((tag) => tag.groupName === group.name)}
                  onEdit={setEditing}
                  onEditGroup={setGrouping}
                  onMove={{
                    up: word === '' && group !== data.groups[0] ? () => move(data.groups.indexOf(group), -1) : undefined,
                    down: word === '' && group !== data.groups.at(-1) ? () => move(data.groups.indexOf(group), 1) : undefined,
                  }}
                />
              ))}
              {loose.length > 0 ? (
                <TagGroupSection group={undefined} tags={loose} onEdit={setEditing} onEditGroup={setGrouping} onMove={{}} />
              ) : null}
            </>
          )
        }}
      </Loaded>
      <TagForm tag={editing} groups={groups} onClose={() => setEditing(undefined)} />
      <GroupForm group={grouping} onClose={() => setGrouping(undefined)} />
    </>
  )
}
