import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Loaded, PageHeader, Section, StateTag, TimeText, useViewer, VerbButton } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { listLintRules, switchLintRule } from '../../contract/index.ts'
import { SwitchOff } from '../parts/check-panel.tsx'
import '../parts/playbook.css'
import { useSay } from '../parts/say.ts'

/** The rules of the method: why each, how grave, and which are switched off here, by whom and why. */
export default function LintRulesPage() {
  const t = useT()
  const say = useSay()
  const viewer = useViewer()
  const rules = useRoute(listLintRules, {})
  const [switching, setSwitching] = useState<{ id: string; title: string }>()
  return (
    <>
      <PageHeader title={t('playbook.rules.title')} hint={t('playbook.rules.hint')} back="/playbooks" />
      <Section flush>
        <Loaded of={rules} rows={10}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('playbook.rules.none')} />
            ) : (
              <ul className="pb-rules">
                {items.map((rule) => (
                  <li key={rule.id} className={rule.off ? 'pb-rule-off' : undefined}>
                    <div>
                      <strong>{say(rule.title)}</strong>{' '}
                      <StateTag tone={rule.severity === 'error' ? 'bad' : 'warn'}>{t(`playbook.check.${rule.severity}`)}</StateTag>{' '}
                      {rule.off ? <StateTag tone="idle">{t('playbook.rule.off')}</StateTag> : null}
                      <p className="g-soft">{say(rule.reason)}</p>
                      {rule.off ? (
                        <p>
                          {t('playbook.rule.off.why', { who: rule.off.by ?? t('playbook.version.system'), reason: rule.off.reason })}{' '}
                          <TimeText at={rule.off.at} />
                        </p>
                      ) : null}
                      <code>{rule.id}</code>
                    </div>
                    {!viewer.can('playbook.write') ? null : rule.off ? (
                      <VerbButton
                        route={switchLintRule}
                        input={{ rule: rule.id, off: false }}
                        invalidates={[listLintRules]}
                        done={t('playbook.rule.switched-on', { title: say(rule.title) })}
                      >
                        {t('playbook.rule.switch-on')}
                      </VerbButton>
                    ) : (
                      <Button onClick={() => setSwitching({ id: rule.id, title: say(rule.title) })}>
                        {t('playbook.rule.switch-off.ok')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
      {switching ? (
        <SwitchOff
          rule={switching.id}
          title={switching.title}
          onClose={() => setSwitching(undefined)}
          onDone={() => void rules.refetch()}
        />
      ) : null}
    </>
  )
}
