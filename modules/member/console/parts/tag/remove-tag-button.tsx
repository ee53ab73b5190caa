import { useClient, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { useConfirm, useGo, useToast } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { listMembers, listTags, removeTag, type TagInList, type TagUse, tagUses } from '../../../contract/index.ts'

/** Takes a tag away, after saying who carries it and what names it. */
export function RemoveTagButton({ tag }: { tag: TagInList }) {
  const { t, f } = useI18n()
  const client = useClient()
  const ask = useConfirm()
  const toast = useToast()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const remove = useVerb(removeTag, { invalidates: [listTags, listMembers] })
  const start = async () => {
    setAsking(true)
    try {
      const { items } = await client.call(tagUses, { id: tag.id })
      const count = tag.exact ? f.number(tag.members) : t('member.tags.more_than', { count: f.number(tag.members) })
      const sure = await ask({
        title: t('member.tags.remove_ask', { name: tag.name }),
        body: (
          <>
            <p>{t('member.tags.remove_hint', { count })}</p>
            {items.length > 0 ? <Uses uses={items} /> : null}
          </>
        ),
        ok: t('member.tags.remove'),
        danger: true,
        ...(items.length > 0 ? { acknowledge: t('member.tags.remove_anyway') } : {}),
      })
      if (!sure) return
      remove.mutate(
        { id: tag.id, anyway: 'true' },
        {
          onSuccess: ({ bulkId }) => (bulkId === null ? undefined : go(`/members/bulks?bulk=${bulkId}`)),
          onError: toast.failed,
        },
      )
    } catch (error) {
      toast.failed(error)
    } finally {
      setAsking(false)
    }
  }
  return (
    <Button size="small" type="link" danger loading={asking || remove.isPending} onClick={() => void start()}>
      {t('member.tags.remove')}
    </Button>
  )
}

/** Outside the router: the question stands above the page. */
function Uses({ uses }: { uses: readonly TagUse[] }) {
  const { t } = useI18n()
  return (
    <>
      <p className="g-bad">{t('member.tags.used_by', { count: uses.length })}</p>
      <ul>
        {uses.slice(0, 12).map((use) => (
          <li key={`${use.kind} ${use.name} ${use.path}`}>
            {t(`member.use.${use.kind}`)}{' '}
            {use.path ? (
              <a href={use.path} target="_blank" rel="noreferrer">
                {use.name}
              </a>
            ) : (
              use.name
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
