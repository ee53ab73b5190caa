import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { listFields, type MemberField, saveField } from '../../contract/index.ts'

const TYPES = ['text', 'number', 'date', 'yes_no', 'single', 'multi', 'region'] as const
const ROLES = ['operator', 'owner', 'sales', 'viewer'] as const

/** Makes a field, or changes one; key and type stay once it is made. */
export function FieldDrawer({ field, onClose }: { field: MemberField | 'new' | undefined; onClose: () => void }) {
  const t = useT()
  const known = field === 'new' ? undefined : field
  const initial = known
    ? {
        key: known.key,
        labelZh: known.labelZh,
        labelEn: known.labelEn,
        type: known.type,
        options: known.options,
        rules: known.rules,
        required: known.required,
        roles: known.roles,
      }
    : { type: 'text' as const, required: false, rules: {} }
  return (
    <FormDrawer
      open={field !== undefined}
      title={t(known ? 'member.fields.edit' : 'member.fields.new')}
      route={saveField}
      initial={initial}
      toInput={(values) => ({ ...values, roles: values.roles?.length ? values.roles : null, rules: withoutEmpty(values.rules ?? {}) })}
      invalidates={[listFields]}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Form.Item name="key" label={t('member.fields.key')} extra={t('member.fields.key_hint')} required>
            <Input maxLength={60} disabled={known !== undefined} />
          </Form.Item>
          <Form.Item name="labelZh" label={t('member.fields.label_zh')} required>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="labelEn" label={t('member.fields.label_en')} required>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="type" label={t('member.fields.type')} extra={t('member.fields.type_hint')}>
            <Select disabled={known !== undefined} options={TYPES.map((value) => ({ value, label: t(`member.fields.type.${value}`) }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const type = form.getFieldValue('type') as MemberField['type'] | undefined
              if (type === 'single' || type === 'multi')
                return (
                  <Form.Item name="options" label={t('member.fields.options')} extra={t('member.fields.options_hint')} required>
                    <Select mode="tags" open={false} tokenSeparators={['\n', ';', '；']} suffixIcon={null} />
                  </Form.Item>
                )
              if (type === 'number')
                return (
                  <>
                    <Form.Item name={['rules', 'min']} label={t('member.fields.min')}>
                      <InputNumber style={{ width: '100%' }} />
                    </Form.Item>
                    <Form.Item name={['rules', 'max']} label={t('member.fields.max')}>
                      <InputNumber style={{ width: '100%' }} />
                    </Form.Item>
                  </>
                )
              return null
            }}
          </Form.Item>
          <Form.Item name="required" label={t('member.fields.required')} valuePropName="checked" extra={t('member.fields.required_hint')}>
            <Switch />
          </Form.Item>
          <Form.Item name="roles" label={t('member.fields.roles')} extra={t('member.fields.roles_hint')}>
            <Select mode="multiple" allowClear options={ROLES.map((value) => ({ value, label: t(`staff.role.${value}`) }))} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}

function withoutEmpty<T extends object>(rules: T): T {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== null && value !== undefined)) as T
}
