import { useI18n } from '@grove/i18n/react'
import { Section } from '@grove/ui'
import type { CockpitView } from '../../contract/index.ts'
import { ruleKey, ruleNumbers } from '../../domain/rule-key.ts'
import { ownWords } from '../../domain/weight-words.ts'
import { winWords } from '../../domain/win-words.ts'

/** What can be won, who gets it, and the rules a prize has of its own: what members see on their page. */
export function Prizes({ view }: { readonly view: Pick<CockpitView, 'awards' | 'kind'> }) {
  const { t } = useI18n()
  if (view.awards.length === 0) return null
  return (
    <Section title={t('activity.prizes')}>
      <ul className="activity-prizes">
        {view.awards.map((award) => (
          <li key={`${award.name}${award.at}`}>
            <strong>{award.name}</strong> {view.kind === 'red_packet' ? t('activity.prize.random') : winWords(t, award.prize)}
            <div className="g-soft">{[t(ruleKey(award.who), ruleNumbers(award.who)), ...ownWords(t, award.who)].join(' · ')}</div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
