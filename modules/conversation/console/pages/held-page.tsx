import { useT } from '@grove/i18n/react'
import { ListPage, TimeText, VerbButton } from '@grove/ui'
import { Space, Tag } from 'antd'
import { decideHeld, listHeld } from '../../contract/index.ts'

/** Messages that a sensitive word held back: let in or refused, one tap each. */
export default function HeldPage() {
  const t = useT()
  return (
    <ListPage
      name="held-messages"
      title={t('room.held.title')}
      route={listHeld}
      rowKey={(row) => row.id}
      refetchEvery={30_000}
      liveOn={['send']}
      columns={[
        { key: 'text', title: t('room.held.text'), phone: 'title', render: (row) => row.text || t('room.picture') },
        {
          key: 'words',
          title: t('room.held.words'),
          render: (row) => (
            <Space size={4} wrap>
              {row.words.map((word) => (
                <Tag key={word} color="orange">
                  {word}
                </Tag>
              ))}
            </Space>
          ),
        },
        { key: 'name', title: t('room.held.who'), render: (row) => row.name },
        {
          key: 'community',
          title: t('room.held.where'),
          render: (row) => (row.private ? t('room.held.private', { name: row.communityName }) : row.communityName),
        },
        { key: 'at', title: t('room.held.when'), render: (row) => <TimeText at={row.at} /> },
        {
          key: 'decide',
          title: t('room.held.decide'),
          render: (row) => (
            <Space>
              <VerbButton
                route={decideHeld}
                input={{ id: row.id, approve: true }}
                invalidates={[listHeld]}
                done={t('room.held.let_in_done')}
                button={{ type: 'primary', size: 'small' }}
              >
                {t('room.held.let_in')}
              </VerbButton>
              <VerbButton
                route={decideHeld}
                input={{ id: row.id, approve: false }}
                invalidates={[listHeld]}
                done={t('room.held.refuse_done')}
                button={{ size: 'small' }}
              >
                {t('room.held.refuse')}
              </VerbButton>
            </Space>
          ),
        },
      ]}
      empty={{ title: t('room.held.empty'), hint: t('room.held.empty_hint') }}
    />
  )
}
