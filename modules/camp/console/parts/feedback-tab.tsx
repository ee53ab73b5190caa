import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, Figure, Figures, FormDrawer, Go, ListPanel, Loaded, Section, TimeText, useToast, VerbButton } from '@grove/ui'
import { Button, Form, Input, Space, Tag } from 'antd'
import { useState } from 'react'
import {
  addFinding,
  type EditionDetail,
  type FeedbackRow,
  getEditionFigures,
  listFeedback,
  listFindings,
  openInterviews,
} from '../../contract/index.ts'

/** What students said, whom to ask more, and what it is to change in the template. */
export function FeedbackTab({ edition }: { readonly edition: EditionDetail }) {
  const { t, f } = useI18n()
  const toast = useToast()
  const [writing, setWriting] = useState(false)
  const figures = useRoute(getEditionFigures, { id: edition.id }, { liveOn: ['camp'], refetchEvery: 30_000 })
  return (
    <>
      <Loaded of={figures}>
        {(mine) => (
          <Section>
            <Figures>
              <Figure
                label={t('camp.review.feedback')}
                value={t('camp.of', { count: f.number(mine.feedback), of: f.number(mine.students) })}
                definition={t('camp.review.feedback_definition')}
              />
              <Figure label={t('camp.review.rating')} value={mine.rating} definition={t('camp.review.rating_definition')} />
              <Figure label={t('camp.review.nps')} value={mine.nps} definition={t('camp.review.nps_definition')} />
              <Figure
                label={t('camp.review.bought')}
                value={mine.bought === null ? null : t('camp.review.percent', { percent: f.number(mine.bought) })}
                definition={t('camp.review.bought_definition')}
                note={mine.sold.map((one) => f.money(one.amount, one.currency)).join(' · ')}
              />
            </Figures>
          </Section>
        )}
      </Loaded>
      <Section
        extra={
          <Can right="camp.run">
            <Space wrap>
              <VerbButton
                route={openInterviews}
                input={{ id: edition.id, most: 5 }}
                onDone={({ opened }) => toast.done(t('camp.review.interviews_opened', { count: opened }))}
              >
                {t('camp.review.interviews')}
              </VerbButton>
              <Button type="primary" onClick={() => setWriting(true)}>
                {t('camp.review.add_finding')}
              </Button>
            </Space>
          </Can>
        }
      >
        <p className="g-soft">
          {t('camp.review.hint')} <Go to={`/camp-templates/${edition.templateId}?tab=review`}>{t('camp.review.compare')}</Go>
        </p>
      </Section>
      <ListPanel
        name="feedback"
        route={listFeedback}
        input={{ id: edition.id }}
        prefix="f."
        rowKey={(row: FeedbackRow) => row.memberId}
        columns={[
          {
            key: 'name',
            title: t('camp.field.member'),
            phone: 'title',
            render: (row) => <Go to={`/members/${row.memberId}`}>{row.name}</Go>,
          },
          { key: 'rating', title: t('camp.review.rating'), align: 'right', render: (row) => f.number(row.rating) },
          { key: 'nps', title: t('camp.review.nps'), align: 'right', render: (row) => f.number(row.nps) },
          { key: 'best', title: t('camp.feedback.best'), render: (row) => row.best },
          { key: 'better', title: t('camp.feedback.better'), render: (row) => row.better },
          { key: 'talk', title: t('camp.review.talk'), render: (row) => (row.talk ? <Tag>{t('camp.review.may_ask')}</Tag> : '–') },
          { key: 'at', title: t('camp.review.at'), render: (row) => <TimeText at={row.at} as="dateTime" /> },
        ]}
        empty={{ title: t('camp.review.none'), hint: t('camp.review.none_hint') }}
      />
      <FormDrawer
        open={writing}
        title={t('camp.review.add_finding')}
        route={addFinding}
        toInput={(values) => ({ ...values, id: edition.id })}
        invalidates={[listFindings]}
        onClose={() => setWriting(false)}
        onDone={() => toast.done(t('camp.review.added'))}
      >
        <Form.Item name="text" label={t('camp.review.finding')} extra={t('camp.review.finding_hint')} required>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="change" label={t('camp.review.change')} extra={t('camp.review.change_hint')} required>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 3 }} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
