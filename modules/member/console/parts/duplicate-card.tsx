import { useT } from '@grove/i18n/react'
import { Go, TimeText } from '@grove/ui'
import { Button, Descriptions } from 'antd'
import type { DuplicateSide } from '../../contract/index.ts'

const FIELDS = ['phone', 'email', 'city', 'source'] as const

/** One side of a pair, with the button that keeps it. */
export function DuplicateCard({ side, busy, onKeep }: { side: DuplicateSide; busy: boolean; onKeep: () => void }) {
  const t = useT()
  return (
    <div>
      <Descriptions
        column={1}
        size="small"
        title={
          <Go to={`/members/${side.id}`}>
            {side.displayName} <span className="g-soft">#{side.id}</span>
          </Go>
        }
        styles={{ label: { color: 'var(--g-soft)' } }}
        items={[
          ...FIELDS.filter((field) => side[field]).map((field) => ({
            key: field,
            label: t(`member.field.${field}`),
            children: side[field],
          })),
          { key: 'createdAt', label: t('member.field.createdAt'), children: <TimeText at={side.createdAt} as="dateTime" /> },
          {
            key: 'seen',
            label: t('member.field.lastActiveAt'),
            children: <TimeText at={side.lastActiveAt} none={t('member.never_active')} />,
          },
        ]}
      />
      <Button type="primary" ghost loading={busy} onClick={onKeep} style={{ marginTop: 8 }}>
        {t('member.merge.keep')}
      </Button>
    </div>
  )
}
