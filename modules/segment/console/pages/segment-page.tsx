import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import {
  Can,
  Figure,
  Figures,
  Go,
  ListPanel,
  Loaded,
  PageHeader,
  Section,
  TimeText,
  UrlTabs,
  useGo,
  usePathParams,
  VerbButton,
} from '@grove/ui'
import { Button } from 'antd'
import { z } from 'zod'
import { getSegment, listSegments, listStays, rebuildSegment, removeSegment, type SegmentDetail } from '../../contract/index.ts'
import { ConditionText } from '../parts/condition-text.tsx'
import { Overlap } from '../parts/overlap.tsx'
import { SizeChart } from '../parts/size-chart.tsx'
import { StateOfSegment } from '../parts/state-of-segment.tsx'
import '../parts/segment.css'

/** /segments/:id — who is in, how it moves, where it is used. */
export default function SegmentPage() {
  const { id } = usePathParams(z.object({ id: idParam }))
  const segment = useRoute(
    getSegment,
    { id },
    { liveOn: ['segment'], refetchEvery: (data) => (data?.state === 'building' ? 2000 : 15_000) },
  )
  return <Loaded of={segment}>{(data) => <Whole segment={data} />}</Loaded>
}

function Whole({ segment }: { segment: SegmentDetail }) {
  const { t } = useI18n()
  const go = useGo()
  const { id } = segment
  const today = segment.sizes.at(-1)
  return (
    <>
      <PageHeader
        title={segment.name}
        tags={<StateOfSegment of={segment} />}
        hint={segment.note || undefined}
        back="/segments"
        actions={
          <>
            <Button onClick={() => go(`/members?segmentId=${id}`)}>{t('segment.as_members')}</Button>
            <Can right="segment.manage">
              {segment.kind === 'live' ? (
                <>
                  <VerbButton route={rebuildSegment} input={{ id }} invalidates={[getSegment, listSegments]}>
                    {t('segment.rebuild')}
                  </VerbButton>
                  <Button type="primary" onClick={() => go(`/segments/${id}/edit`)}>
                    {t('segment.edit')}
                  </Button>
                </>
              ) : null}
              <VerbButton
                route={removeSegment}
                input={{ id }}
                invalidates={[listSegments]}
                onDone={() => go('/segments')}
                confirm={{
                  title: t('segment.remove.ask', { name: segment.name }),
                  body: t('segment.remove.hint'),
                  ok: t('segment.remove'),
                  danger: true,
                }}
                button={{ danger: true }}
              >
                {t('segment.remove')}
              </VerbButton>
            </Can>
          </>
        }
      />
      <Section>
        {segment.words && segment.lines ? (
          <ConditionText words={segment.words} lines={segment.lines} />
        ) : (
          <p className="g-soft">{t('segment.kind.list.hint')}</p>
        )}
        <Figures>
          <Figure
            label={t('segment.size')}
            value={segment.size}
            exact={segment.state === 'ready'}
            definition={t(segment.kind === 'live' ? 'segment.size.live' : 'segment.size.list')}
            rows={`/members?segmentId=${id}`}
          />
          <Figure label={t('segment.change')} value={segment.change} definition={t('segment.change.definition')} />
          <Figure label={t('segment.entered_today')} value={today?.entered ?? 0} definition={t('segment.moves.definition')} />
          <Figure label={t('segment.gone_today')} value={today?.gone ?? 0} definition={t('segment.moves.definition')} />
        </Figures>
      </Section>
      <UrlTabs
        tabs={[
          { key: 'in', label: t('segment.inside'), content: <Stays id={id} which="in" /> },
          { key: 'left', label: t('segment.left'), content: <Stays id={id} which="left" /> },
          {
            key: 'size',
            label: t('segment.over_time'),
            content:
              segment.sizes.length > 0 ? <SizeChart sizes={segment.sizes} /> : <p className="g-soft">{t('segment.over_time.none')}</p>,
          },
          { key: 'overlap', label: t('segment.overlap'), content: <Overlap segment={segment} /> },
          { key: 'uses', label: t('segment.used_by', { count: segment.usedBy.length }), content: <UsedBy segment={segment} /> },
        ]}
      />
    </>
  )
}

function Stays({ id, which }: { id: number; which: 'in' | 'left' }) {
  const { t } = useI18n()
  return (
    <ListPanel
      name={`segment-${which}`}
      prefix={`${which}-`}
      route={listStays}
      input={{ id, which }}
      rowKey={(row) => row.id}
      onOpen={(row) => `/members/${row.id}`}
      columns={[
        { key: 'displayName', title: t('member.field.displayName'), phone: 'title', render: (row) => row.displayName },
        { key: 'city', title: t('member.field.city'), render: (row) => row.city ?? '–' },
        { key: 'enteredAt', title: t('segment.entered'), render: (row) => <TimeText at={row.enteredAt} /> },
        ...(which === 'left'
          ? [{ key: 'leftAt', title: t('segment.gone'), render: (row: { leftAt: Date | null }) => <TimeText at={row.leftAt} /> }]
          : []),
      ]}
      empty={{ title: t(which === 'in' ? 'segment.inside.none' : 'segment.left.none') }}
    />
  )
}

const PLACES = { segment: '/segments/', tag_rule: '/segments/rules?rule=', playbook: '/playbooks/', community: '/communities/' } as const

function UsedBy({ segment }: { segment: SegmentDetail }) {
  const { t } = useI18n()
  if (segment.usedBy.length === 0) return <p className="g-soft">{t('segment.used_by.none')}</p>
  return (
    <ul>
      {segment.usedBy.map((place) => (
        <li key={`${place.kind}${place.id}`}>
          {t(`segment.place.${place.kind}`)}{' '}
          <Go to={`${PLACES[place.kind as keyof typeof PLACES] ?? '/segments/'}${place.id}`}>{place.name}</Go>
        </li>
      ))}
    </ul>
  )
}
