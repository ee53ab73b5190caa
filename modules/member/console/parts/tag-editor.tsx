import { PlusOutlined } from '@ant-design/icons'
import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, useToast, useViewer } from '@grove/ui'
import { AutoComplete, Button, Tag } from 'antd'
import { useState } from 'react'
import { getMember, listMembers, listTags, type MemberDetail, memberTimeline, tagMembers, untagMembers } from '../../contract/index.ts'

/** Tags of one member: taken off by their cross, put on by name. */
export function TagEditor({ member }: { member: MemberDetail }) {
  const { t, f } = useI18n()
  const toast = useToast()
  const viewer = useViewer()
  const [name, setName] = useState<string>()
  const invalidates = [getMember, listMembers, listTags, memberTimeline]
  const put = useVerb(tagMembers, { invalidates })
  const take = useVerb(untagMembers, { invalidates })
  const tags = useRoute(listTags, {}, { enabled: name !== undefined })
  const add = (tag: string) => {
    setName(undefined)
    if (tag.trim()) put.mutate({ memberIds: [member.id], tag: tag.trim() }, { onError: toast.failed })
  }
  return (
    <div>
      {member.tags.length === 0 ? <p className="g-soft">{t('member.tags.none')}</p> : null}
      {member.tags.map((tag) => (
        <Tag
          key={tag.id}
          {...(tag.color ? { color: tag.color } : {})}
          closable={viewer.can('member.write')}
          onClose={(event) => {
            event.preventDefault()
            take.mutate({ memberIds: [member.id], tag: tag.name }, { onError: toast.failed })
          }}
        >
          {tag.groupName ? `${tag.groupName} · ${tag.name}` : tag.name}
          {tag.until ? <small title={t('member.tags.until', { at: f.dateTime(tag.until) })}> · {f.day(tag.until)}</small> : null}
        </Tag>
      ))}
      <Can right="member.write">
        {name === undefined ? (
          <Button size="small" type="dashed" icon={<PlusOutlined />} loading={put.isPending} onClick={() => setName('')}>
            {t('member.bulk.tag')}
          </Button>
        ) : (
          <AutoComplete
            autoFocus
            defaultOpen
            size="small"
            style={{ width: 160 }}
            value={name}
            maxLength={40}
            onChange={setName}
            onSelect={add}
            onBlur={() => add(name)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') add(name)
              if (event.key === 'Escape') setName(undefined)
            }}
            showSearch={{ filterOption: true }}
            options={(tags.data?.items ?? [])
              .filter((tag) => tag.usable && !member.tags.some((own) => own.id === tag.id))
              .map((tag) => ({ value: tag.name }))}
            aria-label={t('member.field.tags')}
          />
        )}
      </Can>
    </div>
  )
}
