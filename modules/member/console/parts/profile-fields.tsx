import { useT } from '@grove/i18n/react'
import { ColleagueField } from '@grove/identity/console'
import { Form, Input, Select } from 'antd'

const TEXTS = ['city', 'occupation', 'industry', 'employer', 'title', 'ageBand', 'cityTier'] as const

/** Fields of a member's record, for making and changing one. */
export function ProfileFields({ withStage = false }: { withStage?: boolean }) {
  const t = useT()
  return (
    <>
      <Form.Item name="displayName" label={t('member.field.displayName')} required>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="phone" label={t('member.field.phone')} extra={t('member.form.phone_hint')}>
        <Input inputMode="tel" maxLength={30} />
      </Form.Item>
      <Form.Item name="email" label={t('member.field.email')}>
        <Input inputMode="email" maxLength={200} />
      </Form.Item>
      <Form.Item name="kind" label={t('member.field.kind')} extra={t('member.form.kind_hint')}>
        <Select options={(['member', 'staff', 'ambience'] as const).map((value) => ({ value, label: t(`member.kind.${value}`) }))} />
      </Form.Item>
      {withStage ? (
        <Form.Item name="stage" label={t('member.field.stage')}>
          <Select options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: `${value} ${t(`member.stage.${value}`)}` }))} />
        </Form.Item>
      ) : null}
      {withStage ? (
        <Form.Item name="source" label={t('member.field.source')}>
          <Input maxLength={100} />
        </Form.Item>
      ) : null}
      <Form.Item name="ownerStaffId" label={t('member.field.owner')}>
        <ColleagueField allowClear />
      </Form.Item>
      <Form.Item name="gender" label={t('member.field.gender')}>
        <Select
          allowClear
          options={(['female', 'male', 'other'] as const).map((value) => ({ value, label: t(`member.gender.${value}`) }))}
        />
      </Form.Item>
      {TEXTS.map((field) => (
        <Form.Item key={field} name={field} label={t(`member.field.${field}`)}>
          <Input maxLength={100} />
        </Form.Item>
      ))}
    </>
  )
}

/** An emptied field is null, so that the record's value goes. */
export function emptiedToNull<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' || value === undefined ? null : value])) as T
}

/** A phone or e-mail that still reads as masked was not touched: it is left out, so that the record keeps its own. */
export function leaveMasked<T extends { phone?: string | null | undefined; email?: string | null | undefined }>(
  values: T,
  shown: { readonly phone: string | null; readonly email: string | null },
): T {
  const { phone, email, ...rest } = values
  return { ...rest, ...(phone === shown.phone ? {} : { phone }), ...(email === shown.email ? {} : { email }) } as T
}
