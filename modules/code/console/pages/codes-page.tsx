import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, Figure, Figures, Go, ListPanel, PageHeader, useGo } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { codeFigures, type CodeKind, codeKind, type CodeRow, codeState, listCodes, listCodeTargets } from '../../contract/index.ts'
import { CodeDrawer } from '../parts/code-drawer.tsx'
import { CodeStateTag } from '../parts/code-state.tsx'
import '../parts/code.css'

const DAYS = 30
const TARGETS_NAMED = 2

/** /codes — all codes, and how many people came through them from where. */
export default function CodesPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const [making, setMaking] = useState<CodeKind>()
  const targets = useRoute(listCodeTargets, {})
  const figures = useRoute(codeFigures, { days: DAYS })
  const ready = (targets.data?.items.length ?? 0) > 0
  const came = figures.data?.days.reduce((sum, day) => sum + day.joins, 0) ?? 0
  return (
    <>
      <PageHeader
        title={t('code.title')}
        hint={t('code.lead')}
        actions={
          ready ? (
            <Can right="code.write">
              <Button onClick={() => setMaking('group')}>{t('code.new.group')}</Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking('person')}>
                {t('code.new.person')}
              </Button>
            </Can>
          ) : null
        }
      />
      {came > 0 ? (
        <div className="code-figures">
          <Figures>
            <Figure label={t('code.figure.joins', { days: DAYS })} value={came} definition={t('code.figure.joins_definition')} />
            {figures.data?.sources.slice(0, 3).map((one) => (
              <Figure
                key={one.source}
                label={one.source}
                value={one.joins}
                definition={t('code.figure.source_definition')}
                note={t('code.figure.codes', { count: one.codes })}
              />
            ))}
          </Figures>
        </div>
      ) : null}
      <ListPanel
        name="codes"
        route={listCodes}
        rowKey={(row) => row.id}
        filters={[
          { kind: 'text', key: 'text', label: t('code.find') },
          {
            kind: 'choice',
            key: 'kind',
            label: t('code.kind'),
            options: codeKind.options.map((value) => ({ value, label: t(`code.kind.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'state',
            label: t('code.state'),
            options: codeState.options.map((value) => ({ value, label: t(`code.state.${value}`) })),
          },
        ]}
        columns={[
          { key: 'name', title: t('code.name'), phone: 'title', render: (row) => <Go to={`/codes/${row.id}`}>{row.name}</Go> },
          { key: 'kind', title: t('code.kind'), render: (row) => t(`code.kind.${row.kind}`) },
          { key: 'source', title: t('code.source'), render: (row) => row.source },
          { key: 'state', title: t('code.state'), phone: 'state', render: (row) => <CodeStateTag code={row} /> },
          {
            key: 'targets',
            title: t('code.leads_to'),
            render: (row) => <Targets row={row} />,
          },
          { key: 'today', title: t('code.today'), align: 'right', render: (row) => f.number(row.today) },
          { key: 'joins', title: t('code.joins'), align: 'right', render: (row) => f.number(row.joins) },
        ]}
        empty={
          ready || targets.isPending
            ? { title: t('code.empty'), hint: t('code.empty_hint') }
            : {
                title: t('code.no_account'),
                hint: t('code.no_account_hint'),
                action: <Go to="/settings?tab=channels">{t('code.connect')}</Go>,
              }
        }
      />
      {making && targets.data ? (
        <CodeDrawer kind={making} accounts={targets.data.items} onClose={() => setMaking(undefined)} onMade={(id) => go(`/codes/${id}`)} />
      ) : null}
    </>
  )
}

/** The first few, and how many more. */
function Targets({ row }: { row: CodeRow }) {
  const { t, f } = useI18n()
  if (row.targets.length === 0) return '–'
  const named = f.list(row.targets.slice(0, TARGETS_NAMED).map((one) => one.name))
  const more = row.targets.length - TARGETS_NAMED
  return <span className="code-targets">{more > 0 ? t('code.targets_more', { named, more }) : named}</span>
}
