import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, DayField, FormDrawer, ListPanel, PageHeader, TimeText, UrlTabs, useGo } from '@grove/ui'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { createEdition, listEditions, listTemplates } from '../../contract/index.ts'
import { EditionState } from '../parts/edition-state.tsx'
import { NewTemplate } from '../parts/new-template.tsx'

/** /camps — editions that run, and the templates they are made from. */
export default function CampsPage() {
  const { t } = useI18n()
  const go = useGo()
  const [open, setOpen] = useState<'edition' | 'template'>()
  const [text, setText] = useState('')
  const templates = useRoute(listTemplates, { limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true })
  // What comes first on an empty page: a template, then an edition of it.
  const has = text !== '' || Boolean(templates.data?.items.length)
  const first = templates.data ? (
    <Can right="camp.write">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(has ? 'edition' : 'template')}>
        {t(has ? 'camp.edition.new' : 'camp.template.new')}
      </Button>
    </Can>
  ) : null
  return (
    <>
      <PageHeader
        title={t('camp.title')}
        hint={t('camp.hint')}
        actions={
          <Can right="camp.write">
            <Button onClick={() => setOpen('template')}>{t('camp.template.new')}</Button>
            <Button type="primary" icon={<PlusOutlined />} disabled={!has} onClick={() => setOpen('edition')}>
              {t('camp.edition.new')}
            </Button>
          </Can>
        }
      />
      <UrlTabs
        tabs={[
          { key: 'editions', label: t('camp.editions'), content: <Editions first={first} /> },
          {
            key: 'templates',
            label: t('camp.templates'),
            content: <Templates first={first} />,
          },
        ]}
      />
      <FormDrawer
        open={open === 'edition'}
        title={t('camp.edition.new')}
        route={createEdition}
        initial={{ seats: 100 }}
        invalidates={[listEditions, listTemplates]}
        onClose={() => setOpen(undefined)}
        onDone={({ id }) => go(`/camps/${id}`)}
      >
        <Form.Item name="templateId" label={t('camp.template')} required>
          <Select
            showSearch={{ filterOption: false, onSearch: setText }}
            options={(templates.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
        <Form.Item name="name" label={t('camp.field.name')} extra={t('camp.edition.name_hint')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('camp.field.starts_on')} required>
          <DayField />
        </Form.Item>
        <Form.Item name="seats" label={t('camp.field.seats')} required>
          <InputNumber min={1} max={2000} precision={0} />
        </Form.Item>
      </FormDrawer>
      {open === 'template' ? <NewTemplate onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function Editions({ first }: { readonly first: ReactNode }) {
  const { t, f } = useI18n()
  return (
    <ListPanel
      name="camps"
      route={listEditions}
      rowKey={(row) => row.id}
      onOpen={(row) => `/camps/${row.id}`}
      filters={[
        {
          kind: 'choice',
          key: 'state',
          label: t('camp.field.state'),
          options: (['enrolling', 'running', 'finished', 'closed'] as const).map((value) => ({
            value,
            label: t(`camp.edition_state.${value}`),
          })),
        },
      ]}
      columns={[
        { key: 'name', title: t('camp.field.name'), phone: 'title', render: (row) => row.name },
        { key: 'state', title: t('camp.field.state'), phone: 'state', render: (row) => <EditionState state={row.state} /> },
        { key: 'template', title: t('camp.template'), phone: 'hide', render: (row) => row.templateName },
        { key: 'dates', title: t('camp.field.dates'), render: (row) => t('camp.dates', { from: row.startsOn, to: row.endsOn }) },
        {
          key: 'seats',
          title: t('camp.field.students'),
          align: 'right',
          render: (row) => t('camp.of', { count: f.number(row.admitted), of: f.number(row.seats) }),
        },
        { key: 'waiting', title: t('camp.student_state.waiting'), align: 'right', render: (row) => f.number(row.waiting) },
        { key: 'applied', title: t('camp.student_state.applied'), align: 'right', render: (row) => f.number(row.applied) },
        { key: 'graduates', title: t('camp.field.graduates'), align: 'right', render: (row) => f.number(row.graduates) },
      ]}
      empty={{ title: t('camp.empty'), hint: t('camp.empty_hint'), action: first }}
    />
  )
}

function Templates({ first }: { readonly first: ReactNode }) {
  const { t, f } = useI18n()
  return (
    <ListPanel
      name="camp-templates"
      prefix="t."
      route={listTemplates}
      rowKey={(row) => row.id}
      onOpen={(row) => `/camp-templates/${row.id}`}
      filters={[{ kind: 'text', key: 'text', label: t('camp.field.name') }]}
      columns={[
        { key: 'name', title: t('camp.field.name'), phone: 'title', render: (row) => row.name },
        { key: 'days', title: t('camp.field.days'), align: 'right', render: (row) => f.number(row.days) },
        { key: 'editions', title: t('camp.editions'), align: 'right', render: (row) => f.number(row.editions) },
        {
          key: 'graduates',
          title: t('camp.field.graduates'),
          align: 'right',
          render: (row) => t('camp.of', { count: f.number(row.graduates), of: f.number(row.students) }),
        },
        { key: 'at', title: t('camp.field.updated_at'), render: (row) => <TimeText at={row.updatedAt} /> },
      ]}
      empty={{ title: t('camp.template.empty'), hint: t('camp.template.empty_hint'), action: first }}
    />
  )
}
