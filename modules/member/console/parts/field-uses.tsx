import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Go } from '@grove/ui'
import { Modal, Skeleton } from 'antd'
import { fieldUsesRoute } from '../../contract/index.ts'

/** Where a field is used, before somebody puts it away. */
export function FieldUses({ fieldKey, title, onClose }: { fieldKey: string | undefined; title: string; onClose: () => void }) {
  const t = useT()
  const uses = useRoute(fieldUsesRoute, { key: fieldKey ?? '-' }, { enabled: fieldKey !== undefined })
  return (
    <Modal open={fieldKey !== undefined} title={t('member.fields.uses_of', { name: title })} footer={null} onCancel={onClose}>
      {uses.data ? (
        <>
          <p>{t(uses.data.more ? 'member.fields.members_more' : 'member.fields.members', { count: uses.data.members })}</p>
          {uses.data.items.length === 0 ? <p className="g-soft">{t('member.fields.unused')}</p> : null}
          <ul>
            {uses.data.items.map((use) => (
              <li key={`${use.kind}-${use.path}-${use.name}`}>{use.path ? <Go to={use.path}>{use.name}</Go> : use.name}</li>
            ))}
          </ul>
        </>
      ) : (
        <Skeleton active title={false} />
      )}
    </Modal>
  )
}
