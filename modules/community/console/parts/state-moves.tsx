import { DownOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, useConfirm, useToast } from '@grove/ui'
import { Button, Dropdown } from 'antd'
import {
  type CommunityDetail,
  type CommunityState,
  changeState,
  communityTimeline,
  getCommunity,
  listCommunities,
} from '../../contract/index.ts'

const ENDS: readonly CommunityState[] = ['dissolved', 'transferred']
/** The move that is usually next; where there is none, all moves are in the menu. */
const NEXT: Partial<Record<CommunityState, CommunityState>> = { planned: 'recruiting', recruiting: 'active' }

/** Moves a community along its life; an end asks for its name, because everybody leaves. */
export function StateMoves({ community }: { community: CommunityDetail }) {
  const { t } = useI18n()
  const ask = useConfirm()
  const toast = useToast()
  const move = useVerb(changeState, { invalidates: [getCommunity, listCommunities, communityTimeline] })
  if (community.moves.length === 0) return null
  const go = async (to: CommunityState) => {
    const ends = ENDS.includes(to)
    const sure = await ask({
      title: t(`community.move.${to}.ask`, { name: community.name }),
      body: t(`community.move.${to}.hint`, { count: community.headcount }),
      ok: t(`community.move.${to}`),
      danger: ends,
      ...(ends && community.headcount > 0 ? { typed: community.name } : {}),
    })
    if (sure)
      move.mutate(
        { id: community.id, to, reason: '' },
        { onSuccess: () => toast.done(t('community.moved', { state: t(`community.state.${to}`) })), onError: toast.failed },
      )
  }
  const first = NEXT[community.state]
  const others = community.moves.filter((to) => to !== first)
  return (
    <Can right="community.write">
      {first ? (
        <Button type="primary" loading={move.isPending} onClick={() => void go(first)}>
          {t(`community.move.${first}`)}
        </Button>
      ) : null}
      {others.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others.map((to) => ({ key: to, label: t(`community.move.${to}`), danger: ENDS.includes(to) })),
            onClick: ({ key }) => void go(key as CommunityState),
          }}
        >
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t(first ? 'community.move.more' : 'community.move.change')}
          </Button>
        </Dropdown>
      ) : null}
    </Can>
  )
}
