import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPanel, StateTag, useViewer, VerbButton } from '@grove/ui'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { changeRewardState, listRewards, type Reward, rewardKind } from '../../contract/index.ts'
import { CodesDrawer } from './codes-drawer.tsx'
import { GiveDrawer } from './give-drawer.tsx'
import { RewardDrawer } from './reward-drawer.tsx'

type Open = { readonly what: 'new' } | { readonly what: 'edit' | 'codes' | 'give'; readonly reward: Reward }

/** What can be given, and how much of it is left. */
export function Catalogue() {
  const { t, f } = useI18n()
  const may = useViewer().can('reward.write')
  const [open, setOpen] = useState<Open>()
  const create = (
    <Can right="reward.write">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ what: 'new' })}>
        {t('reward.new')}
      </Button>
    </Can>
  )
  return (
    <>
      <ListPanel
        name="rewards"
        route={listRewards}
        rowKey={(row) => row.id}
        tools={create}
        filters={[
          { kind: 'text', key: 'text', label: t('reward.filter.text') },
          {
            kind: 'choice',
            key: 'kind',
            label: t('reward.field.kind'),
            options: rewardKind.options.map((value) => ({ value, label: t(`reward.kind.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'state',
            label: t('reward.field.state'),
            options: (['active', 'archived'] as const).map((value) => ({ value, label: t(`reward.state.${value}`) })),
          },
        ]}
        columns={[
          {
            key: 'name',
            title: t('reward.field.name'),
            phone: 'title',
            render: (row) => (
              <>
                {row.name} <span className="g-soft">{row.key}</span>
              </>
            ),
          },
          {
            key: 'state',
            title: t('reward.field.state'),
            phone: 'state',
            render: (row) => <StateTag tone={row.state === 'active' ? 'good' : 'idle'}>{t(`reward.state.${row.state}`)}</StateTag>,
          },
          { key: 'kind', title: t('reward.field.kind'), render: (row) => t(`reward.kind.${row.kind}`) },
          {
            key: 'left',
            title: t('reward.field.left'),
            align: 'right',
            render: (row) =>
              row.left === null ? t('reward.no_limit') : <span className={row.left === 0 ? 'g-bad' : undefined}>{f.number(row.left)}</span>,
          },
          { key: 'issued', title: t('reward.field.issued'), align: 'right', render: (row) => f.number(row.issued) },
          { key: 'used', title: t('reward.field.used'), align: 'right', render: (row) => f.number(row.used) },
          {
            key: 'cost',
            title: t('reward.field.spent'),
            align: 'right',
            render: (row) =>
              row.cost === 0
                ? '–'
                : row.budget === null
                  ? f.money(row.issued * row.cost)
                  : t('reward.spent_of', { spent: f.money(row.issued * row.cost), budget: f.money(row.budget) }),
          },
          ...(may
            ? [
                {
                  key: 'do',
                  title: t('reward.field.do'),
                  align: 'right' as const,
                  render: (row: Reward) => <Acts reward={row} onOpen={setOpen} />,
                },
              ]
            : []),
        ]}
        empty={{ title: t('reward.empty'), hint: t('reward.empty_hint'), action: create }}
      />
      <RewardDrawer
        open={open?.what === 'new' || open?.what === 'edit'}
        {...(open?.what === 'edit' ? { reward: open.reward } : {})}
        onClose={() => setOpen(undefined)}
      />
      {open?.what === 'codes' ? <CodesDrawer reward={open.reward} onClose={() => setOpen(undefined)} /> : null}
      {open?.what === 'give' ? <GiveDrawer reward={open.reward} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function Acts({ reward, onOpen }: { readonly reward: Reward; readonly onOpen: (open: Open) => void }) {
  const { t } = useI18n()
  const to = reward.state === 'active' ? 'archived' : 'active'
  const link = { size: 'small', type: 'link' } as const
  return (
    <Space size={0} wrap>
      <Button {...link} onClick={() => onOpen({ what: 'edit', reward })}>
        {t('reward.edit')}
      </Button>
      {reward.kind === 'codes' ? (
        <Button {...link} onClick={() => onOpen({ what: 'codes', reward })}>
          {t('reward.add_codes')}
        </Button>
      ) : null}
      {reward.state === 'active' ? (
        <Button {...link} onClick={() => onOpen({ what: 'give', reward })}>
          {t('reward.give')}
        </Button>
      ) : null}
      <VerbButton route={changeRewardState} input={{ id: reward.id, to }} invalidates={[listRewards]} button={link}>
        {t(to === 'archived' ? 'reward.archive' : 'reward.restore')}
      </VerbButton>
    </Space>
  )
}
