import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, FormDrawer } from '@grove/ui'
import { AutoComplete, Button, Descriptions, Form } from 'antd'
import { useState } from 'react'
import {
  type AttributeValue,
  getMember,
  listFields,
  type MemberDetail,
  type MemberField,
  memberTimeline,
  setAttribute,
} from '../../contract/index.ts'
import { AttributeInput } from './attribute-input.tsx'

/** Fields of our own in their order, then free details; one is set, changed or (left empty) taken away at a time. */
export function AttributeList({ member }: { member: MemberDetail }) {
  const { t, locale } = useI18n()
  const [editing, setEditing] = useState<{ key: string; value: AttributeValue }>()
  const defined = useRoute(listFields, {}).data?.items.filter((one) => one.archivedAt === null) ?? []
  const labelOf = (key: string) => {
    const field = defined.find((one) => one.key === key)
    return field ? (locale === 'zh' ? field.labelZh : field.labelEn) : key
  }
  const free = Object.keys(member.attributes).filter((key) => !defined.some((one) => one.key === key))
  const keys = [...defined.map((one) => one.key), ...free]
  const shown = keys.filter((key) => member.attributes[key] !== undefined)
  const missing = defined.filter((one) => one.required && member.attributes[one.key] === undefined)
  const words = (value: AttributeValue) =>
    typeof value === 'boolean'
      ? t(`event.word.value.${value}`)
      : String(value ?? '')
          .split(';')
          .join(t('member.comma'))
  return (
    <>
      {shown.length === 0 ? <p className="g-soft">{t('member.attributes.none')}</p> : null}
      <Descriptions
        column={1}
        size="small"
        styles={{ label: { color: 'var(--g-soft)' } }}
        items={[...shown, ...missing.map((one) => one.key)].map((key) => ({
          key,
          label: labelOf(key),
          children: (
            <Can right="member.write">
              <button type="button" className="g-plain" onClick={() => setEditing({ key, value: member.attributes[key] ?? '' })}>
                {member.attributes[key] === undefined ? t('member.attributes.to_fill') : words(member.attributes[key])}
              </button>
            </Can>
          ),
        }))}
      />
      <Can right="member.write">
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => setEditing({ key: '', value: '' })}>
          {t('member.attributes.add')}
        </Button>
      </Can>
      <FormDrawer
        open={editing !== undefined}
        title={editing?.key ? labelOf(editing.key) : t('member.attributes.add')}
        route={setAttribute}
        initial={{ key: editing?.key ?? '', value: editing?.value ?? '' }}
        toInput={({ key, value }) => ({ memberIds: [member.id], key, value: value === '' ? null : (value ?? null) })}
        invalidates={[getMember, memberTimeline]}
        onClose={() => setEditing(undefined)}
      >
        {(form) => (
          <>
            <Form.Item name="key" label={t('member.attributes.key')} required>
              <AutoComplete
                maxLength={60}
                placeholder={t('member.attributes.key_hint')}
                options={defined.map((one) => ({ value: one.key, label: labelOf(one.key) }))}
              />
            </Form.Item>
            <Form.Item noStyle shouldUpdate={(one, other) => one.key !== other.key}>
              {() => (
                <Form.Item name="value" label={t('member.attributes.value')} extra={t('member.attributes.value_hint')}>
                  <AttributeInput field={defined.find((one): one is MemberField => one.key === form.getFieldValue('key'))} />
                </Form.Item>
              )}
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  )
}
