import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPage, TimeText, useGo } from '@grove/ui'
import { Button } from 'antd'
import { listForms } from '../../contract/index.ts'
import { FormStateTag } from '../parts/form-state-tag.tsx'

/** /forms — what members are asked, and how many answer. */
export default function FormsPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const create = (
    <Can right="form.write">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/forms/new')}>
        {t('form.new')}
      </Button>
    </Can>
  )
  return (
    <ListPage
      name="forms"
      title={t('form.list.title')}
      hint={t('form.list.hint')}
      route={listForms}
      rowKey={(one) => one.id}
      onOpen={(one) => `/forms/${one.id}`}
      actions={create}
      filters={[
        { kind: 'text', key: 'text', label: t('form.filter.text') },
        {
          kind: 'choice',
          key: 'state',
          label: t('form.field.state'),
          options: (['draft', 'open', 'closed'] as const).map((value) => ({ value, label: t(`form.state.${value}`) })),
        },
        {
          kind: 'choice',
          key: 'purpose',
          label: t('form.field.purpose'),
          options: (['card', 'survey'] as const).map((value) => ({ value, label: t(`form.purpose.${value}`) })),
        },
      ]}
      columns={[
        { key: 'title', title: t('form.field.title'), phone: 'title', render: (one) => one.title },
        { key: 'state', title: t('form.field.state'), phone: 'state', render: (one) => <FormStateTag state={one.state} /> },
        { key: 'purpose', title: t('form.field.purpose'), render: (one) => t(`form.purpose.${one.purpose}`) },
        { key: 'questions', title: t('form.field.questions'), align: 'right', phone: 'hide', render: (one) => f.number(one.questionCount) },
        {
          key: 'answered',
          title: t('form.field.answered'),
          align: 'right',
          render: (one) => (one.asked === 0 ? '–' : t('form.answered_of', { answered: one.answered, asked: one.asked })),
        },
        { key: 'updatedAt', title: t('form.field.updated_at'), phone: 'hide', render: (one) => <TimeText at={one.updatedAt} /> },
      ]}
      empty={{ title: t('form.list.empty'), hint: t('form.list.empty_hint'), action: create }}
    />
  )
}
