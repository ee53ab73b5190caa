import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ClockField, ErrorText, Loaded, useToast, useViewer } from '@grove/ui'
import { Button, Form, InputNumber, Switch } from 'antd'
import { defaultTouchLimits, getTouchLimitsRoute, setTouchLimitsRoute, type TouchLimits } from '../../contract/index.ts'
import './sends.css'

interface Values {
  readonly quietOn: boolean
  readonly from: string
  readonly to: string
  readonly memberDay: number | null
  readonly memberWeek: number | null
  readonly groupDay: number | null
  readonly groupWeek: number | null
}

const valuesOf = ({ quiet, member, group }: TouchLimits): Values => ({
  quietOn: quiet !== null,
  from: quiet?.from ?? defaultTouchLimits.quiet?.from ?? '22:00',
  to: quiet?.to ?? defaultTouchLimits.quiet?.to ?? '08:00',
  memberDay: member.day,
  memberWeek: member.week,
  groupDay: group.day,
  groupWeek: group.week,
})
const limitsOf = (values: Values): TouchLimits => ({
  quiet: values.quietOn ? { from: values.from, to: values.to } : null,
  member: { day: values.memberDay ?? null, week: values.memberWeek ?? null },
  group: { day: values.groupDay ?? null, week: values.groupWeek ?? null },
})

/** Panel of Settings: quiet hours, and how often people are touched at most. */
export default function TouchLimitsPanel() {
  const t = useT()
  const limits = useRoute(getTouchLimitsRoute, {})
  return (
    <>
      <p className="g-soft s-lead">{t('limit.hint')}</p>
      <Loaded of={limits}>{(data) => <LimitForm key={JSON.stringify(data.limits)} limits={data.limits} />}</Loaded>
    </>
  )
}

function LimitForm({ limits }: { limits: TouchLimits }) {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const [form] = Form.useForm<Values>()
  const quietOn = Form.useWatch('quietOn', form) ?? limits.quiet !== null
  const save = useVerb(setTouchLimitsRoute, { invalidates: [getTouchLimitsRoute] })
  const submit = (values: Values) =>
    save.mutate(
      { limits: limitsOf(values) },
      { onSuccess: ({ looking }) => toast.done(looking > 0 ? t('limit.saved_looking', { count: looking }) : t('limit.saved')) },
    )
  const cap = (name: keyof Values, max: number) => (
    <Form.Item name={name} noStyle>
      <InputNumber min={1} max={max} precision={0} placeholder={t('limit.none')} aria-label={t(`limit.${name}`)} />
    </Form.Item>
  )
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={valuesOf(limits)}
      disabled={!viewer.can('touch_limit.write') || save.isPending}
      onFinish={() => submit(form.getFieldsValue(true) as Values)}
    >
      <Form.Item name="quietOn" required label={t('limit.quiet')} valuePropName="checked" extra={t('limit.quiet_hint')}>
        <Switch />
      </Form.Item>
      {quietOn ? (
        <div className="s-pair s-clock">
          <Form.Item name="from" required label={t('limit.from')}>
            <ClockField allowClear={false} />
          </Form.Item>
          <Form.Item name="to" required label={t('limit.to')}>
            <ClockField allowClear={false} />
          </Form.Item>
        </div>
      ) : null}
      <Form.Item required label={t('limit.member')} extra={t('limit.member_hint')}>
        <span className="s-caps">
          {t('limit.day')} {cap('memberDay', 100)} {t('limit.week')} {cap('memberWeek', 500)}
        </span>
      </Form.Item>
      <Form.Item required label={t('limit.group')} extra={t('limit.group_hint')}>
        <span className="s-caps">
          {t('limit.day')} {cap('groupDay', 200)} {t('limit.week')} {cap('groupWeek', 1000)}
        </span>
      </Form.Item>
      <ErrorText error={save.error} />
      {viewer.can('touch_limit.write') ? (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('limit.save')}
        </Button>
      ) : null}
    </Form>
  )
}
