import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { StageTag } from '@grove/member/console'
import { ListPage, TimeText, useUrlState } from '@grove/ui'
import { grain as grainSchema, rateCommunities, rateMembers, rateName, rateSplit } from '../../contract/index.ts'
import { useRateWords } from '../parts/rate-words.ts'
import { eventName, stepWords } from '../parts/words.ts'

/** /rates/members — the members behind one number. */
export default function RateMembersPage() {
  const t = useT()
  const url = useUrlState()
  const rate = rateName.catch('new').parse(url.one('rate'))
  const part = url.one('part') === 'denominator' ? 'denominator' : 'numerator'
  const grain = grainSchema.catch('week').parse(url.one('grain'))
  const split = rateSplit.catch('none').parse(url.one('split'))
  const input = {
    rate,
    part,
    grain,
    period: url.one('period') ?? '2026-01-01',
    communityId: Number(url.one('communityId') ?? 0) || 0,
    split,
    key: url.one('key') ?? '',
  } as const
  const words = useRateWords(split)
  const places = useRoute(rateCommunities, {}, { enabled: input.communityId > 0, staleMs: 60_000 })
  const place = places.data?.items.find((one) => one.id === input.communityId)
  const within = place ? ` · ${t('rate.split.community')} ${place.name}` : ''
  const where = split === 'none' ? '' : ` · ${t(`rate.split.${split}`)} ${words(input.key, url.one('name') ?? null)}`
  const back = new URLSearchParams({
    grain,
    ...(split === 'none' ? {} : { split }),
    ...(input.communityId > 0 ? { community: String(input.communityId) } : {}),
  })
  return (
    <ListPage
      name="rate-members"
      title={`${t(`rate.${rate}`)} · ${t(`rate.${part}`)}`}
      back={`/rates?${back}`}
      hint={`${t(`rate.${rate}.${part}`)} ${t('rate.period', { period: input.period, grain: t(`rate.grain.${grain}`) })}${within}${where}`}
      route={rateMembers}
      input={input}
      rowKey={(row) => row.id}
      onOpen={(row) => `/members/${row.id}?tab=standing`}
      columns={[
        { key: 'displayName', title: t('member.field.displayName'), phone: 'title', render: (row) => row.displayName },
        { key: 'stage', title: t('member.field.stage'), phone: 'state', render: (row) => <StageTag stage={row.stage} /> },
        { key: 'tier', title: t('standing.ladder.tier'), render: (row) => stepWords(t, 'tier', row.tier) },
        { key: 'source', title: t('member.field.source'), render: (row) => row.source || '–' },
        { key: 'event', title: t('standing.why'), render: (row) => (row.event ? eventName(t, row.event) : '–') },
        { key: 'at', title: t('standing.when'), render: (row) => <TimeText at={row.at} none="–" /> },
      ]}
      empty={{ title: t('rate.members_empty') }}
    />
  )
}
