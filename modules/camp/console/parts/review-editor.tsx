import { usePages, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, CardList, EmptyState, Go, Loaded, Section, StateTag, TimeText } from '@grove/ui'
import { Button, Space, Table } from 'antd'
import { compareEditions, decideFinding, type EditionFigures, type Finding, listFindings } from '../../contract/index.ts'

const TONES = { open: 'warn', done: 'good', dropped: 'idle' } as const

/** Editions beside each other, and what they are to change here: changed in the template, then ticked. */
export function ReviewEditor({ templateId }: { readonly templateId: number }) {
  const { t } = useI18n()
  const editions = usePages(compareEditions, { id: templateId, limit: 20 })
  return (
    <>
      <Section title={t('camp.review.compare')}>
        <Loaded of={editions}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <EmptyState title={t('camp.empty')} hint={t('camp.review.compare_empty')} />
            return (
              <>
                <Editions items={items} />
                {editions.hasNextPage ? (
                  <Button block loading={editions.isFetchingNextPage} onClick={() => void editions.fetchNextPage()}>
                    {t('camp.review.earlier')}
                  </Button>
                ) : null}
              </>
            )
          }}
        </Loaded>
      </Section>
      <Section title={t('camp.review.findings')}>
        <CardList
          route={listFindings}
          input={{ id: templateId }}
          rowKey={(one) => one.id}
          empty={{ title: t('camp.review.no_findings'), hint: t('camp.review.no_findings_hint') }}
        >
          {(one) => <One finding={one} />}
        </CardList>
      </Section>
    </>
  )
}

function Editions({ items }: { readonly items: readonly EditionFigures[] }) {
  const { t, f } = useI18n()
  const share = (key: 'checkIns' | 'homework' | 'exam' | 'graduates' | 'bought', title: string) => ({
    key,
    title,
    align: 'right' as const,
    render: (_value: unknown, row: EditionFigures) => {
      const value = row[key]
      const known = items.map((one) => one[key]).filter((one) => one !== null)
      const best = known.length > 1 && value !== null && value > 0 && value === Math.max(...known)
      const text = value === null ? '–' : t('camp.review.percent', { percent: f.number(value) })
      return best ? <strong className="g-good">{text}</strong> : text
    },
  })
  return (
    <Table<EditionFigures>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...items]}
      columns={[
        { key: 'name', title: t('camp.editions'), render: (_v, row) => <Go to={`/camps/${row.id}`}>{row.name}</Go> },
        { key: 'startsOn', title: t('camp.field.starts_on'), render: (_v, row) => row.startsOn },
        { key: 'students', title: t('camp.field.students'), align: 'right', render: (_v, row) => f.number(row.students) },
        share('checkIns', t('camp.field.check_ins')),
        share('homework', t('camp.review.homework')),
        share('exam', t('camp.exam.average')),
        share('graduates', t('camp.review.graduates')),
        {
          key: 'rating',
          title: t('camp.review.rating'),
          align: 'right',
          render: (_v, row) => (row.rating === null ? '–' : f.number(row.rating)),
        },
        { key: 'nps', title: t('camp.review.nps'), align: 'right', render: (_v, row) => (row.nps === null ? '–' : f.number(row.nps)) },
        share('bought', t('camp.review.bought')),
        {
          key: 'sold',
          title: t('camp.review.sold'),
          align: 'right',
          render: (_v, row) => row.sold.map((one) => f.money(one.amount, one.currency)).join(' · ') || '–',
        },
      ]}
    />
  )
}

function One({ finding }: { readonly finding: Finding }) {
  const { t } = useI18n()
  const decide = useVerb(decideFinding, { invalidates: [listFindings] })
  const to = (state: Finding['state']) => decide.mutate({ id: finding.id, state })
  return (
    <section className="camp-finding">
      <p>
        <StateTag tone={TONES[finding.state]}>{t(`camp.review.state.${finding.state}`)}</StateTag>{' '}
        <Go to={`/camps/${finding.editionId}`}>{finding.edition}</Go> · <TimeText at={finding.createdAt} />
      </p>
      <p>{finding.text}</p>
      <p>
        <strong>{finding.change}</strong>
      </p>
      <Can right="camp.write">
        <Space>
          {finding.state === 'open' ? (
            <>
              <Button size="small" type="primary" onClick={() => to('done')}>
                {t('camp.review.changed')}
              </Button>
              <Button size="small" onClick={() => to('dropped')}>
                {t('camp.review.drop')}
              </Button>
            </>
          ) : (
            <Button size="small" onClick={() => to('open')}>
              {t('camp.review.reopen')}
            </Button>
          )}
        </Space>
      </Can>
    </section>
  )
}
