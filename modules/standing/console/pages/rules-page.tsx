import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Loaded, PageHeader, Section, TimeText } from '@grove/ui'
import { listRules } from '../../contract/index.ts'
import { LadderChoice, useLadder } from '../parts/ladder-choice.tsx'
import { RulesDraft } from '../parts/rules-draft.tsx'
import '../parts/standing.css'

/** /standing/rules — the rules of a ladder: read in words, changed, tried, published. */
export default function RulesPage() {
  const { t } = useI18n()
  const [ladder, setLadder] = useLadder()
  const query = useRoute(listRules, { ladder })
  return (
    <>
      <PageHeader
        title={t('standing.rules')}
        back={`/standing?ladder=${ladder}`}
        hint={t('standing.rules.hint')}
        actions={<LadderChoice value={ladder} onChange={setLadder} />}
      />
      <Loaded of={query}>
        {({ versions, words }) => (
          <>
            <RulesDraft key={`${ladder}/${versions[0]?.version ?? 0}`} ladder={ladder} now={versions[0]} words={words} />
            <Section title={t('standing.versions')}>
              {versions.map((one) => (
                <p key={one.version}>
                  {one.version === 0 ? t('standing.version.brought') : t('standing.version', { n: one.version })}{' '}
                  <span className="g-soft">
                    {one.publishedBy ?? ''} {one.publishedAt ? <TimeText at={one.publishedAt} as="dateTime" /> : null} {one.note}
                  </span>
                </p>
              ))}
            </Section>
          </>
        )}
      </Loaded>
    </>
  )
}
