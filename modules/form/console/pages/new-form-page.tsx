import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Loaded, PageHeader, Section, useGo } from '@grove/ui'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { createForm, formKey, type FormPurpose, type FormTemplate, listForms, listFormTemplates } from '../../contract/index.ts'
import '../parts/form.css'

/** /forms/new — start from one of ours or from an empty sheet; the questions come on the next page. */
export default function NewFormPage() {
  const t = useT()
  const templates = useRoute(listFormTemplates, {}, { staleMs: 600_000 })
  const [chosen, choose] = useState<FormTemplate | 'blank'>()
  return (
    <>
      <PageHeader title={t('form.new')} hint={t(chosen ? 'form.new.name_hint' : 'form.new.hint')} back="/forms" />
      <Loaded of={templates}>
        {({ items }) =>
          chosen ? (
            <Naming
              key={chosen === 'blank' ? 'blank' : chosen.key}
              template={chosen === 'blank' ? undefined : chosen}
              onBack={() => choose(undefined)}
            />
          ) : (
            <Section>
              <div className="form-templates">
                {items.map((one) => (
                  <button key={one.key} type="button" className="form-template" onClick={() => choose(one)}>
                    <strong>{one.title}</strong>
                    <span>{one.intro}</span>
                    <span className="g-soft">{t('form.new.questions', { count: one.questions.length })}</span>
                  </button>
                ))}
                <button type="button" className="form-template" onClick={() => choose('blank')}>
                  <strong>{t('form.new.blank')}</strong>
                  <span>{t('form.new.blank_hint')}</span>
                </button>
              </div>
            </Section>
          )
        }
      </Loaded>
    </>
  )
}

interface Values {
  readonly title: string
  readonly key: string
  readonly purpose: FormPurpose
}

function Naming({ template, onBack }: { template: FormTemplate | undefined; onBack: () => void }) {
  const t = useT()
  const go = useGo()
  const create = useVerb(createForm, { invalidates: [listForms] })
  const submit = (values: Values) => {
    const { key: _key, purpose: _purpose, title: _title, ...body } = template ?? EMPTY
    create.mutate({ ...body, ...values }, { onSuccess: ({ id }) => go(`/forms/${id}`) })
  }
  return (
    <Section>
      <Form<Values>
        layout="vertical"
        className="form-naming"
        initialValues={{ title: template?.title ?? '', key: template?.key ?? '', purpose: template?.purpose ?? 'card' }}
        onFinish={submit}
      >
        {create.error ? <ErrorText error={create.error} /> : null}
        <Form.Item name="title" label={t('form.field.title')} rules={[{ required: true, message: t('form.title_needed') }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="key"
          required
          label={t('form.field.key')}
          extra={t('form.key_hint')}
          rules={[
            {
              validator: (_rule, value) =>
                formKey.safeParse(value).success ? Promise.resolve() : Promise.reject(new Error(t('form.key_wrong'))),
            },
          ]}
        >
          <Input maxLength={60} placeholder="newcomer-card" />
        </Form.Item>
        <Form.Item name="purpose" required label={t('form.field.purpose')}>
          <Radio.Group>
            <Radio value="card">{t('form.purpose.card_long')}</Radio>
            <Radio value="survey">{t('form.purpose.survey_long')}</Radio>
          </Radio.Group>
        </Form.Item>
        <div className="form-buttons">
          <Button onClick={onBack}>{t('form.new.other')}</Button>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {t('form.new.create')}
          </Button>
        </div>
      </Form>
    </Section>
  )
}

const EMPTY = {
  key: '',
  purpose: 'card',
  title: '',
  intro: '',
  thanks: '',
  showExample: false,
  questions: [],
} as const satisfies FormTemplate
