import { UndoOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { CodeEditor, Section, useUrlValue } from '@grove/ui'
import { Alert, Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { CheckPanel } from './check-panel.tsx'
import { type Complaint, complaintsOf, gutterOf, stepOf } from './check-words.ts'
import { DayTable } from './day-table.tsx'
import { rawStep } from './draft-model.ts'
import { FactsDrawer } from './facts-drawer.tsx'
import { freshId, freshStep } from './fresh-step.ts'
import { StepDrawer } from './step-drawer.tsx'
import type { DraftHandle } from './use-draft.ts'

type Raw = Record<string, unknown>
type Open = { readonly kind: 'step'; readonly index: number } | { readonly kind: 'fresh'; readonly step: Raw } | { readonly kind: 'facts' }

/** The playbook as a table and as text, over one draft: a change in either is at once in the other. */
export function Workbench({ handle }: { handle: DraftHandle }) {
  const t = useT()
  const { text, draft, check, readOnly } = handle
  const [view, setView] = useUrlValue('view', 'table')
  const [open, setOpen] = useState<Open>()
  const [reveal, setReveal] = useState<{ line: number }>()
  const complaints = useMemo(() => complaintsOf(check, t), [check, t])
  const gutter = useMemo(() => gutterOf(complaints), [complaints])
  const marks = useMemo(() => {
    const counts = new Map<number, { errors: number; warnings: number }>()
    for (const one of complaints) {
      const index = stepOf(one)
      if (index === undefined) continue
      const now = counts.get(index) ?? { errors: 0, warnings: 0 }
      counts.set(index, one.severity === 'error' ? { ...now, errors: now.errors + 1 } : { ...now, warnings: now.warnings + 1 })
    }
    return (index: number) => counts.get(index) ?? { errors: 0, warnings: 0 }
  }, [complaints])

  const go = (one: Complaint) => {
    const index = stepOf(one)
    if (view === 'table' && index !== undefined && draft) return setOpen({ kind: 'step', index })
    setView('text')
    setReveal({ line: one.line })
  }
  const add = (when: Raw, track: 'community' | 'member') => draft && setOpen({ kind: 'fresh', step: freshStep(draft, when, track) })
  const opened = open?.kind === 'step' ? open.index : undefined
  return (
    <>
      <div className="pb-bar">
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: 'table', label: t('playbook.view.table') },
            { value: 'text', label: t('playbook.view.text') },
          ]}
        />
        <Button onClick={() => setOpen({ kind: 'facts' })} disabled={!draft}>
          {t('playbook.facts.title')}
        </Button>
        {readOnly ? null : (
          <>
            <Button disabled={!draft} onClick={() => add({ day: 1, at: '09:00' }, 'community')}>
              {t('playbook.step.add')}
            </Button>
            <Button icon={<UndoOutlined />} disabled={!handle.undo} onClick={handle.undo}>
              {t('playbook.undo')}
            </Button>
          </>
        )}
      </div>
      <div className="g-columns pb-work">
        <Section flush>
          {view === 'text' ? (
            <CodeEditor
              value={text}
              readOnly={readOnly}
              label={t('playbook.view.text')}
              height="max(420px, calc(100vh - 260px))"
              problems={gutter}
              onChange={handle.write}
              reveal={reveal}
            />
          ) : draft ? (
            <DayTable
              draft={draft}
              marks={marks}
              readOnly={readOnly}
              selected={opened}
              onOpen={(index) => setOpen({ kind: 'step', index })}
              onAdd={add}
            />
          ) : (
            <Alert
              type="warning"
              showIcon
              banner
              title={t('playbook.table.unreadable')}
              action={<Button onClick={() => setView('text')}>{t('playbook.table.to-text')}</Button>}
            />
          )}
        </Section>
        <CheckPanel complaints={complaints} onGo={go} onRulesChanged={handle.recheck} />
      </div>
      {open?.kind === 'facts' ? (
        <FactsDrawer
          text={text}
          readOnly={readOnly}
          onClose={() => setOpen(undefined)}
          onSave={(changed) => {
            for (const { part, value } of changed) handle.edit({ kind: 'set', path: [part], value })
            setOpen(undefined)
          }}
        />
      ) : null}
      {draft && opened !== undefined ? (
        <StepDrawer
          key={`step ${opened}`}
          step={rawStep(text, opened)}
          fresh={false}
          draft={draft}
          complaints={complaints.filter((one) => stepOf(one) === opened)}
          readOnly={readOnly}
          onClose={() => setOpen(undefined)}
          onSave={(step) => {
            handle.edit({ kind: 'step', index: opened, step })
            setOpen(undefined)
          }}
          onCopy={() => {
            const step = rawStep(text, opened)
            setOpen({ kind: 'fresh', step: { ...step, id: freshId(draft, String(step.id)) } })
          }}
          onRemove={() => {
            handle.edit({ kind: 'remove', index: opened })
            setOpen(undefined)
          }}
        />
      ) : null}
      {draft && open?.kind === 'fresh' ? (
        <StepDrawer
          key={`fresh ${String(open.step.id)}`}
          step={open.step}
          fresh
          draft={draft}
          complaints={[]}
          readOnly={false}
          onClose={() => setOpen(undefined)}
          onCopy={() => setOpen(undefined)}
          onRemove={() => setOpen(undefined)}
          onSave={(step) => {
            handle.edit({ kind: 'add', index: draft.steps.length, step })
            setOpen(undefined)
          }}
        />
      ) : null}
    </>
  )
}
