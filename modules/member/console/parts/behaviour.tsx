import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Section, TimeText } from '@grove/ui'
import { memberBehaviour } from '../../contract/index.ts'
import './member.css'

/** How much of what the log holds of one member; quiet while it loads. */
export function Behaviour({ memberId }: { memberId: number }) {
  const t = useT()
  const { data } = useRoute(memberBehaviour, { id: memberId })
  if (!data) return null
  return (
    <Section title={t('member.behaviour.title')}>
      <p className="g-soft member-hint">{t('member.behaviour.hint')}</p>
      {data.counts.length === 0 ? <p className="g-soft">{t('member.behaviour.none')}</p> : null}
      <div className="member-counts">
        {data.counts.map(({ what, days30, count }) => {
          const key = `event.noun.${what}`
          return (
            <span key={what}>
              <b>{days30}</b> <span className="g-soft">{`/ ${data.more ? `${count}+` : count} ${t.has(key) ? t(key) : what}`}</span>
            </span>
          )
        })}
      </div>
      {data.lastAt ? (
        <p className="g-soft">
          {t('member.behaviour.last')} <TimeText at={data.lastAt} />
        </p>
      ) : null}
    </Section>
  )
}
