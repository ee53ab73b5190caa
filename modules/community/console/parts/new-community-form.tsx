import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ColleaguesField } from '@grove/identity/console'
import { DayTimeField, ErrorText, Section, useGo, useViewer } from '@grove/ui'
import { Button, Form, Input, InputNumber } from 'antd'
import { createCommunity, listCommunities, TYPE_FACTS, type TypeTemplate } from '../../contract/index.ts'
import { fromLocal, toLocal } from './local-time.ts'
import { lifetimeWords } from './type-cards.tsx'
import './community.css'

interface Values {
  readonly name: string
  readonly owners: readonly number[]
  readonly capacity: number
  readonly oneLine: string
  readonly promise: string
  readonly chapter?: string
  readonly opensAt?: string | null
  readonly closesAt?: string | null
}

/** The few things a person decides; rules, announcement, welcome and threshold come from the type and can be changed afterwards. */
export function NewCommunityForm({ template }: { template: TypeTemplate }) {
  const { t } = useI18n()
  const go = useGo()
  const viewer = useViewer()
  const { zone } = viewer.workspace
  const create = useVerb(createCommunity, { invalidates: [listCommunities], onDone: ({ id }) => go(`/communities/${id}`) })
  const lives = TYPE_FACTS[template.type].lifetimeHours
  const end = lives === null ? null : toLocal(new Date(Date.now() + lives * 3_600_000), zone)
  const submit = (values: Values) =>
    create.mutate({
      type: template.type,
      name: values.name,
      capacity: values.capacity,
      promise: values.promise,
      positioning: { ...template.form.positioning, oneLine: values.oneLine },
      chapter: values.chapter?.trim() || null,
      opensAt: fromLocal(values.opensAt, zone),
      closesAt: fromLocal(values.closesAt, zone),
      ownerStaffIds: [...values.owners],
    })
  return (
    <Section>
      <Form<Values>
        layout="vertical"
        disabled={create.isPending}
        scrollToFirstError={{ focus: true }}
        onFinish={submit}
        initialValues={{
          owners: [viewer.staffId],
          capacity: template.form.capacity,
          oneLine: template.form.positioning.oneLine,
          promise: template.form.promise,
          closesAt: end,
        }}
      >
        {create.error ? <ErrorText error={create.error} /> : null}
        <div className="community-blocks">
          <Form.Item
            name="name"
            label={t('community.name')}
            rules={[{ required: true, whitespace: true, message: t('ui.issue.required') }]}
          >
            <Input maxLength={60} autoFocus placeholder={t('community.name_hint')} />
          </Form.Item>
          <Form.Item name="owners" label={t('community.post.owner')} rules={[{ required: true, message: t('ui.issue.required') }]}>
            <ColleaguesField />
          </Form.Item>
          <Form.Item name="capacity" label={t('community.capacity')}>
            <InputNumber className="g-wide" min={2} max={100_000} />
          </Form.Item>
          <Form.Item name="opensAt" label={t('community.opens_at')} extra={t('community.opens_at_hint')}>
            <DayTimeField allowClear />
          </Form.Item>
          <Form.Item
            name="closesAt"
            label={t('community.closes_at')}
            extra={t(TYPE_FACTS[template.type].lifetimeFixed ? 'community.closes_at_limit' : 'community.closes_at_hint', {
              lifetime: lifetimeWords(t, lives),
            })}
          >
            <DayTimeField allowClear />
          </Form.Item>
          <Form.Item name="chapter" label={t('community.chapter')} extra={t('community.chapter_hint')}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
        <Form.Item name="oneLine" label={t('community.one_line')} extra={t('community.one_line_hint')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="promise" label={t('community.promise')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <p className="g-soft">{t('community.rest_from_type')}</p>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('community.create')}
        </Button>
      </Form>
    </Section>
  )
}
