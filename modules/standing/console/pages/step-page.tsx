import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Go, ListPanel, Loaded, PageHeader, Section, UrlTabs, usePathParams } from '@grove/ui'
import { z } from 'zod'
import { type Ladder, ladder, listMoves, listRules, listStanding, step, stepPlaybooks } from '../../contract/index.ts'
import { moveColumns, standingColumns } from '../parts/standing-columns.tsx'
import { ruleWords } from '../parts/rule-words.ts'
import { stepWords } from '../parts/words.ts'

const path = z.object({ ladder, step: z.coerce.number().pipe(step) })

/** /standing/:ladder/:step — who stands there and why, who came, and what works on it. */
export default function StepPage() {
  const { ladder, step } = usePathParams(path)
  const { t, f } = useI18n()
  return (
    <>
      <PageHeader title={stepWords(t, ladder, step)} back={`/standing?ladder=${ladder}`} hint={t(`standing.ladder.${ladder}`)} />
      <div className="g-columns">
        <StepRules ladder={ladder} step={step} />
        <StepPlaybooks ladder={ladder} step={step} />
      </div>
      <UrlTabs
        tabs={[
          {
            key: 'members',
            label: t('standing.who'),
            content: (
              <ListPanel
                key={`${ladder}/${step}`}
                name="standing-step"
                route={listStanding}
                input={{ ladder, step }}
                rowKey={(row) => row.id}
                onOpen={(row) => `/members/${row.id}?tab=standing`}
                columns={standingColumns(t, f)}
                empty={{ title: t('standing.step_empty') }}
              />
            ),
          },
          {
            key: 'came',
            label: t('standing.came'),
            content: (
              <ListPanel
                key={`${ladder}/${step}/in`}
                name="standing-came"
                prefix="in-"
                route={listMoves}
                input={{ ladder, to: step }}
                rowKey={(row) => row.id}
                onOpen={(row) => `/members/${row.memberId}?tab=standing`}
                columns={moveColumns(t)}
                empty={{ title: t('standing.moves.empty') }}
              />
            ),
          },
          {
            key: 'went',
            label: t('standing.went'),
            content: (
              <ListPanel
                key={`${ladder}/${step}/out`}
                name="standing-went"
                prefix="out-"
                route={listMoves}
                input={{ ladder, from: step }}
                rowKey={(row) => row.id}
                onOpen={(row) => `/members/${row.memberId}?tab=standing`}
                columns={moveColumns(t)}
                empty={{ title: t('standing.moves.empty') }}
              />
            ),
          },
        ]}
      />
    </>
  )
}

function StepRules({ ladder, step }: { ladder: Ladder; step: number }) {
  const { t, f } = useI18n()
  const query = useRoute(listRules, { ladder })
  return (
    <Section title={t('standing.step_rule')} extra={<Go to={`/standing/rules?ladder=${ladder}`}>{t('standing.rules')}</Go>}>
      <Loaded of={query}>
        {({ versions, words }) => {
          const book = versions[0]?.book
          const own = (book?.rules ?? []).flatMap((rule, at) =>
            rule.to === step ? [ruleWords(rule.when, words[at] ?? '', t, f.locale)] : [],
          )
          if (book?.otherwise === step) own.push(t('standing.rule.otherwise_here'))
          if (own.length === 0) return <p className="g-soft">{t('standing.step_rule.none')}</p>
          return own.map((line) => <p key={line}>{line}</p>)
        }}
      </Loaded>
    </Section>
  )
}

function StepPlaybooks({ ladder, step }: { ladder: Ladder; step: number }) {
  const { t } = useI18n()
  const query = useRoute(stepPlaybooks, { ladder, step })
  return (
    <Section title={t('standing.playbooks')}>
      <Loaded of={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="g-soft">{t('standing.playbooks.none')}</p>
          ) : (
            items.map((one) => (
              <p key={one.id}>
                <Go to={`/playbooks/${one.id}`}>{one.name}</Go>{' '}
                <span className="g-soft">{t('standing.playbooks.runs', { count: one.runs })}</span>
              </p>
            ))
          )
        }
      </Loaded>
    </Section>
  )
}
