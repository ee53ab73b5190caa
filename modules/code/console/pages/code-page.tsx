import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import {
  Can,
  Chart,
  type ChartOption,
  Figure,
  Figures,
  Go,
  ListPanel,
  Loaded,
  PageHeader,
  Section,
  TimeText,
  usePathParams,
  VerbButton,
} from '@grove/ui'
import { Alert, Button, Descriptions, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import {
  checkCode,
  type CodeDetail,
  codeFigures,
  endCode,
  getCode,
  listCodeJoins,
  listCodes,
  listCodeTargets,
} from '../../contract/index.ts'
import { CodeDrawer } from '../parts/code-drawer.tsx'
import { CodePlan } from '../parts/code-plan.tsx'
import { CodeStateTag } from '../parts/code-state.tsx'
import '../parts/code.css'

/** /codes/:id — one code: its picture, where it leads to now, who came, and how it fits the platform. */
export default function CodePage() {
  const { id } = usePathParams(z.object({ id: idParam }))
  const code = useRoute(getCode, { id }, { liveOn: ['code'], refetchEvery: 10_000 })
  return <Loaded of={code}>{(found) => <OneCode code={found} />}</Loaded>
}

function OneCode({ code }: { code: CodeDetail }) {
  const { t } = useI18n()
  const [editing, setEditing] = useState(false)
  const targets = useRoute(listCodeTargets, {}, { enabled: editing })
  const over = code.state === 'ended'
  return (
    <>
      <PageHeader
        title={code.name}
        hint={t(`code.kind.${code.kind}`)}
        back="/codes"
        actions={
          over ? null : (
            <Can right="code.write">
              <VerbButton route={checkCode} input={{ id: code.id }} invalidates={[getCode]} done={t('code.checking')}>
                {t('code.check')}
              </VerbButton>
              <VerbButton
                route={endCode}
                input={{ id: code.id }}
                invalidates={[getCode, listCodes]}
                button={{ danger: true }}
                confirm={{ title: t('code.end_title', { name: code.name }), body: t('code.end_body'), ok: t('code.end'), danger: true }}
                done={t('code.ended_done')}
              >
                {t('code.end')}
              </VerbButton>
              <Button type="primary" onClick={() => setEditing(true)}>
                {t('code.change')}
              </Button>
            </Can>
          )
        }
      />
      <Trouble code={code} />
      <div className="g-columns">
        <Section title={t('code.picture')}>
          {code.pictureUrl && !over ? (
            <>
              <img
                className="code-picture"
                src={code.pictureUrl}
                alt={t('code.picture_of', { name: code.name })}
                referrerPolicy="no-referrer"
              />
              <p>
                <a href={code.pictureUrl} target="_blank" rel="noreferrer" download={`${code.name}.png`}>
                  {t('code.download')}
                </a>
              </p>
            </>
          ) : (
            <p className="g-soft">{t(over ? 'code.picture_gone' : 'code.picture_soon')}</p>
          )}
        </Section>
        <Section title={t('code.facts')}>
          <Facts code={code} />
        </Section>
      </div>
      {over ? null : (
        <div className="code-plan">
          <Section title={t(code.kind === 'person' ? 'code.plan.person' : 'code.plan.group')}>
            <CodePlan code={code} />
          </Section>
        </div>
      )}
      <Came code={code} />
      <h2 className="code-heading">{t('code.who')}</h2>
      <ListPanel
        name="code-joins"
        route={listCodeJoins}
        input={{ id: code.id }}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'member',
            title: t('code.member'),
            phone: 'title',
            render: (row) =>
              row.member ? <Go to={`/members/${row.member.id}`}>{row.member.name}</Go> : <span className="g-soft">{row.externalId}</span>,
          },
          { key: 'target', title: t(code.kind === 'group' ? 'code.into_group' : 'code.added_by'), render: (row) => row.target },
          { key: 'at', title: t('code.at'), render: (row) => <TimeText at={row.at} /> },
        ]}
        empty={{ title: t('code.nobody_yet'), hint: t('code.nobody_yet_hint') }}
      />
      {editing && targets.data ? (
        <CodeDrawer kind={code.kind} accounts={targets.data.items} code={code} onClose={() => setEditing(false)} />
      ) : null}
    </>
  )
}

function Trouble({ code }: { code: CodeDetail }) {
  const { t, f } = useI18n()
  if (code.state === 'ended') return null
  const known = code.fault === 'nobody' || code.fault === 'account'
  return (
    <>
      {code.fault ? (
        <Alert
          type="error"
          showIcon
          className="code-notice"
          title={known ? t(`code.fault.${code.fault}`) : t('code.fault.platform')}
          description={known ? undefined : code.fault}
        />
      ) : null}
      {code.drift.length > 0 && code.driftAt ? (
        <Alert
          type="warning"
          showIcon
          className="code-notice"
          title={t('code.drift.title', { fields: f.list(code.drift.map((field) => t(`code.drift.${field}`))) })}
          description={
            <>
              {t('code.drift.mended')} <TimeText at={code.driftAt} />
            </>
          }
        />
      ) : null}
    </>
  )
}

function Facts({ code }: { code: CodeDetail }) {
  const { t, f } = useI18n()
  const { draft } = code
  const rows = [
    { key: 'state', label: t('code.state'), children: <CodeStateTag code={code} /> },
    { key: 'source', label: t('code.source'), children: code.source },
    {
      key: 'targets',
      label: t('code.leads_to'),
      children:
        code.targets.length === 0 ? (
          '–'
        ) : (
          <div className="code-tags">
            {code.targets.map((one) => (
              <Tag key={one.externalId}>
                {one.members === null ? one.name : t('code.group_size', { name: one.name, count: one.members })}
              </Tag>
            ))}
          </div>
        ),
    },
    ...(code.seats === null ? [] : [{ key: 'seats', label: t('code.seats'), children: f.number(code.seats) }]),
    ...(draft.tags.length === 0
      ? []
      : [
          {
            key: 'tags',
            label: t('code.tags'),
            children: (
              <div className="code-tags">
                {draft.tags.map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </div>
            ),
          },
        ]),
    ...(draft.welcome === ''
      ? []
      : [{ key: 'welcome', label: t('code.welcome'), children: <span className="code-words">{draft.welcome}</span> }]),
    { key: 'checked', label: t('code.checked'), children: code.checkedAt ? <TimeText at={code.checkedAt} /> : '–' },
  ]
  return <Descriptions column={1} size="small" items={rows} />
}

function Came({ code }: { code: CodeDetail }) {
  const { t } = useI18n()
  const figures = useRoute(codeFigures, { id: code.id, days: 30 })
  const days = figures.data?.days
  const option = useMemo<ChartOption>(
    () =>
      ({
        xAxis: { type: 'category', data: (days ?? []).map((one) => one.day.slice(5)) },
        yAxis: { type: 'value', minInterval: 1 },
        series: [{ type: 'bar', name: t('code.joins'), data: (days ?? []).map((one) => one.joins) }],
      }) as ChartOption,
    [days, t],
  )
  return (
    <>
      <div className="code-figures">
        <Figures>
          <Figure label={t('code.today')} value={code.today} definition={t('code.today_definition')} />
          <Figure label={t('code.joins')} value={code.joins} definition={t('code.figure.joins_definition')} />
        </Figures>
      </div>
      {code.joins > 0 ? (
        <Section title={t('code.by_day')}>
          <Chart
            option={option}
            height={220}
            summary={t('code.by_day_summary', { joins: (days ?? []).reduce((sum, one) => sum + one.joins, 0) })}
          />
        </Section>
      ) : null}
    </>
  )
}
