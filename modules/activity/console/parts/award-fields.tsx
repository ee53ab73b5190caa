import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { listRewards } from '@grove/reward/contract'
import { useViewer } from '@grove/ui'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { Award, AwardRule } from '../../contract/index.ts'
import { ruleKey, ruleNumbers } from '../../domain/rule-key.ts'
import { OwnRules } from './own-rules.tsx'

const POINTS = 0
const MOST_AWARDS = 12

/** One more prize of the kind that can have many: drawn, or for the places behind the last. */
function another(awards: readonly Award[], name: string): Award | undefined {
  const last = awards.findLast(({ who }) => who.kind === 'draw' || who.kind === 'rank')
  if (!last || awards.length >= MOST_AWARDS) return undefined
  const who: AwardRule = last.who.kind === 'rank' ? { kind: 'rank', from: last.who.to + 1, to: last.who.to + 1 } : { kind: 'draw', n: 1 }
  return { name, at: last.at, who, prize: { kind: 'points', points: 10 } }
}

/** Each prize of the script: what it is called, how many there are, and points or a reward of the catalogue. */
export function AwardFields({
  awards,
  mayAsk,
  weighs,
  onChange,
}: {
  readonly awards: readonly Award[]
  /** Conditions are for who may ask them. */
  readonly mayAsk: boolean
  /** Tickets are weighed. */
  readonly weighs: boolean
  readonly onChange: (awards: readonly Award[]) => void
}) {
  const t = useT()
  const may = useViewer().can('reward.read')
  const [text, setText] = useState('')
  const rewards = useRoute(listRewards, { state: 'active', limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true, enabled: may })
  const found = rewards.data?.items ?? []
  const more = another(awards, t('activity.award_n', { number: awards.length + 1 }))
  const set = (at: number, change: Partial<Award>) => onChange(awards.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <>
      <ul className="activity-awards">
        {awards.map((award, at) => {
          const { prize } = award
          const name = t('activity.award_n', { number: at + 1 })
          return (
            // Every field is told its value, so the place may be the key.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>
              <Input
                aria-label={`${name} ${t('activity.field.award')}`}
                maxLength={40}
                value={award.name}
                onChange={(event) => set(at, { name: event.target.value })}
              />
              <span className="g-soft">{t(ruleKey(award.who), ruleNumbers(award.who))}</span>
              {award.who.kind === 'draw' || award.who.kind === 'first' || award.who.kind === 'nearest' ? (
                <InputNumber
                  aria-label={`${name} ${t('activity.field.places')}`}
                  min={1}
                  max={award.who.kind === 'draw' ? 1000 : 100}
                  precision={0}
                  value={award.who.n}
                  onChange={(n) => set(at, { who: { ...award.who, n: n ?? 1 } as AwardRule })}
                />
              ) : null}
              {award.who.kind === 'rank' ? (
                <InputNumber
                  aria-label={`${name} ${t('activity.field.rank_to')}`}
                  min={award.who.from}
                  max={500}
                  precision={0}
                  value={award.who.to}
                  onChange={(to) => set(at, { who: { ...award.who, to: to ?? 1 } as AwardRule })}
                />
              ) : null}
              {award.who.kind === 'joined' && award.who.atLeast > 1 ? (
                <InputNumber
                  aria-label={`${name} ${t('activity.field.at_least')}`}
                  min={2}
                  precision={0}
                  value={award.who.atLeast}
                  onChange={(atLeast) => set(at, { who: { kind: 'joined', atLeast: atLeast ?? 2 } })}
                />
              ) : null}
              <Select
                aria-label={`${name} ${t('activity.field.prize')}`}
                showSearch={{ filterOption: false, onSearch: setText }}
                value={prize.kind === 'points' ? POINTS : prize.rewardId}
                onChange={(id: number) => {
                  const reward = found.find((one) => one.id === id)
                  if (!reward && id !== POINTS) return
                  set(at, { prize: reward ? { kind: 'reward', rewardId: reward.id, name: reward.name } : { kind: 'points', points: 10 } })
                }}
                options={[
                  { value: POINTS, label: t('activity.points') },
                  ...(prize.kind === 'points' || found.some((one) => one.id === prize.rewardId)
                    ? []
                    : [{ value: prize.rewardId, label: prize.name }]),
                  ...found.map((one) => ({
                    value: one.id,
                    label: one.left === null ? one.name : t('activity.reward_left', { name: one.name, left: one.left }),
                  })),
                ]}
              />
              {prize.kind === 'points' ? (
                <InputNumber
                  aria-label={`${name} ${t('activity.points')}`}
                  min={1}
                  max={100_000}
                  precision={0}
                  value={prize.points}
                  onChange={(points) => set(at, { prize: { kind: 'points', points: points ?? 1 } })}
                />
              ) : null}
              {award.who.kind === 'draw' ? (
                <OwnRules name={`plan-award-${at}`} who={award.who} mayAsk={mayAsk} weighs={weighs} onChange={(who) => set(at, { who })} />
              ) : null}
              {awards.length > 1 ? (
                <Button
                  danger
                  type="text"
                  aria-label={t('activity.award_remove_n', { number: at + 1 })}
                  onClick={() => onChange(awards.filter((_one, place) => place !== at))}
                >
                  {t('activity.award_remove')}
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      {more ? (
        <Button className="activity-more" icon={<PlusOutlined />} onClick={() => onChange([...awards, more])}>
          {t('activity.award_add')}
        </Button>
      ) : null}
    </>
  )
}
