import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, Go, Loaded, PageHeader, Section, TimeText } from '@grove/ui'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { getSettings, rfmBoard } from '../../contract/index.ts'
import { RfmDrawer } from '../parts/rfm-drawer.tsx'
import { RfmGrid } from '../parts/rfm-grid.tsx'
import { SegmentName } from '../parts/segment-name.tsx'
import '../parts/standing.css'

/** /standing/rfm — buyers by how lately, how often and for how much. */
export default function RfmPage() {
  const { t, f } = useI18n()
  const [editing, setEditing] = useState(false)
  const cells = useRoute(rfmBoard, {})
  const settings = useRoute(getSettings, {})
  return (
    <>
      <PageHeader
        title={t('standing.rfm')}
        back="/standing"
        hint={t('standing.rfm.hint')}
        actions={
          <Can right="standing.manage">
            <Button onClick={() => setEditing(true)}>{t('standing.rfm.edit')}</Button>
          </Can>
        }
      />
      <Loaded of={settings}>
        {({ settings: { rfm }, cuts, cutsAt }) => (
          <>
            <Section title={t('standing.rfm.cuts')}>
              <p className="g-soft">{t(`standing.rfm.mode.${rfm.mode}.hint`, { bins: rfm.bins })}</p>
              {cuts ? (
                <div className="s-scroll" tabIndex={0} role="region" aria-label={t('standing.rfm.cuts')}>
                  <table className="s-matrix">
                    <tbody>
                      {(['recency', 'frequency', 'monetary'] as const).map((key) => (
                        <tr key={key}>
                          <th scope="row">{t(`standing.rfm.${key}`)}</th>
                          {cuts[key].map((cut, at) => (
                            <td key={`${key}-${at + 1}`}>
                              {t(key === 'recency' ? 'standing.rfm.cut_below' : 'standing.rfm.cut_from', {
                                value: key === 'monetary' ? f.money(Math.ceil(cut), rfm.currency) : f.number(Math.ceil(cut), 1),
                                score: key === 'recency' ? rfm.bins - at : at + 2,
                              })}
                            </td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              ) : null}
              {cutsAt ? (
                <p className="g-soft">
                  {t('standing.rfm.cuts_at')} <TimeText at={cutsAt} />
                </p>
              ) : null}
            </Section>
            <RfmDrawer open={editing} onClose={() => setEditing(false)} />
          </>
        )}
      </Loaded>
      <Loaded of={cells}>
        {(data) =>
          data.buyers === 0 ? (
            <Section>
              <EmptyState
                title={t('standing.rfm.empty')}
                hint={t('standing.rfm.empty_hint')}
                action={<Go to="/orders/import">{t('standing.rfm.import')}</Go>}
              />
            </Section>
          ) : (
            <div className="g-columns">
              <Section title={t('standing.rfm.grid')}>
                <RfmGrid cells={data.cells} bins={settings.data?.settings.rfm.bins ?? 5} />
              </Section>
              <Section title={t('standing.rfm.segments', { count: data.buyers })} flush>
                <Table
                  size="small"
                  rowKey="key"
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  dataSource={[...data.segments].sort((a, b) => b.members - a.members)}
                  columns={[
                    {
                      key: 'segment',
                      title: t('standing.rfm.segment'),
                      render: (_value, row) => (
                        <Go to={`/standing/members?rfm=${row.key}`}>
                          <SegmentName segment={row.key} />
                        </Go>
                      ),
                    },
                    { key: 'members', title: t('standing.count_members'), align: 'right', render: (_value, row) => f.number(row.members) },
                    {
                      key: 'share',
                      title: t('standing.share'),
                      align: 'right',
                      render: (_value, row) => f.percent(row.members / data.buyers),
                    },
                    { key: 'orders', title: t('standing.rfm.orders'), align: 'right', render: (_value, row) => f.number(row.orders) },
                    {
                      key: 'net',
                      title: t('standing.rfm.net'),
                      align: 'right',
                      render: (_value, row) => f.money(row.net, settings.data?.settings.rfm.currency ?? 'CNY'),
                    },
                  ]}
                />
              </Section>
            </div>
          )
        }
      </Loaded>
    </>
  )
}
