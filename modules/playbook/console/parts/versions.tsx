import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { CodeEditor, EmptyState, Go, Loaded, Section, TimeText, useUrlValue } from '@grove/ui'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { type Definition, getVersion, listVersions } from '../../contract/index.ts'
import { diffPlaybooks } from '../../domain/diff.ts'
import { ChangeList } from './change-list.tsx'
import { MoveRuns } from './move-runs.tsx'

/** The versions of a playbook: who published what, what changed, how many runs each still carries. */
export function Versions({ playbookId }: { playbookId: number }) {
  const t = useT()
  const versions = useRoute(listVersions, { id: playbookId })
  const [chosen, choose] = useUrlValue('v', '')
  const [moving, setMoving] = useState(false)
  return (
    <Loaded of={versions}>
      {({ items }) => {
        const newest = items[0]
        if (!newest) return <EmptyState title={t('playbook.version.none')} hint={t('playbook.version.none.hint')} />
        const shown = items.find((one) => String(one.number) === chosen) ?? newest
        const older = items.slice(1).reduce((sum, one) => sum + one.runs, 0)
        return (
          <div className="g-columns pb-versions">
            <Section title={t('playbook.version.title', { version: String(shown.number) })}>
              <OneVersion playbookId={playbookId} number={shown.number} numbers={items.map((one) => one.number)} />
            </Section>
            <Section title={t('playbook.version.list')} flush>
              {older > 0 ? (
                <div className="pb-older">
                  <span>{t('playbook.version.older', { count: older })}</span>
                  <Button size="small" onClick={() => setMoving(true)}>
                    {t('playbook.version.move')}
                  </Button>
                </div>
              ) : null}
              <ul className="pb-rows">
                {items.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      className={one.number === shown.number ? 'pb-row pb-row-open' : 'pb-row'}
                      onClick={() => choose(String(one.number))}
                    >
                      <strong>v{one.number}</strong> <TimeText at={one.createdAt} />
                      <span className="g-soft">{one.createdBy ?? t('playbook.version.system')}</span>
                      {one.note ? <span className="pb-note">{one.note}</span> : null}
                    </button>
                    {one.runs > 0 ? <Go to={`/runs?playbookId=${playbookId}`}>{t('playbook.version.runs', { count: one.runs })}</Go> : null}
                  </li>
                ))}
              </ul>
            </Section>
            {moving ? <MoveRuns playbookId={playbookId} version={newest.number} onClose={() => setMoving(false)} /> : null}
          </div>
        )
      }}
    </Loaded>
  )
}

function OneVersion({ playbookId, number, numbers }: { playbookId: number; number: number; numbers: readonly number[] }) {
  const t = useT()
  const [view, setView] = useState<'changes' | 'text'>('changes')
  const before = numbers.find((one) => one < number)
  const [against, setAgainst] = useState<number>()
  const other = against ?? before
  const version = useRoute(getVersion, { id: playbookId, number })
  const compared = useRoute(getVersion, { id: playbookId, number: other ?? number }, { enabled: other !== undefined })
  return (
    <>
      <div className="pb-inline pb-version-bar">
        <Segmented<'changes' | 'text'>
          value={view}
          onChange={setView}
          options={[
            { value: 'changes', label: t('playbook.version.changes') },
            { value: 'text', label: t('playbook.view.text') },
          ]}
        />
        {view === 'changes' && other !== undefined ? (
          <label className="pb-inline">
            {t('playbook.version.against')}
            <Select
              aria-label={t('playbook.version.against')}
              value={other}
              onChange={setAgainst}
              options={numbers.filter((one) => one !== number).map((value) => ({ value, label: `v${value}` }))}
            />
          </label>
        ) : null}
      </div>
      <Loaded of={version}>
        {(data) =>
          view === 'text' ? (
            <CodeEditor value={data.text} readOnly label={t('playbook.view.text')} height={520} />
          ) : other === undefined ? (
            <p className="g-soft">{t('playbook.version.first')}</p>
          ) : (
            <Loaded of={compared}>
              {(base) => <ChangeList changes={diffPlaybooks(base.definition as Definition, data.definition as Definition)} />}
            </Loaded>
          )
        }
      </Loaded>
    </>
  )
}
