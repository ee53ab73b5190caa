import { useT } from '@grove/i18n/react'
import { Tag, Tooltip } from 'antd'
import type { Tag as MemberTag } from '../../contract/index.ts'

/** A few tags, and how many more there are. */
export function TagList({ tags, most = 3 }: { tags: readonly MemberTag[]; most?: number }) {
  const t = useT()
  const more = tags.slice(most)
  return (
    <>
      {tags.slice(0, most).map((tag) => (
        <Tag key={tag.id} {...(tag.color ? { color: tag.color } : {})}>
          {tag.name}
        </Tag>
      ))}
      {more.length > 0 ? (
        <Tooltip title={more.map((tag) => tag.name).join(t('member.comma'))}>
          <Tag>+{more.length}</Tag>
        </Tooltip>
      ) : null}
    </>
  )
}
