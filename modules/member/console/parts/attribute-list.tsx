import { PlusOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Can, FormDrawer } from '@grove/ui'
import { Button, Descriptions, Form, Input } from 'antd'
import { useState } from 'react'
import { getMember, type MemberDetail, memberTimeline, setAttribute } from '../../contract/index.ts'

/** Free details; one is set, changed or (left empty) taken away at a time. */
export function AttributeList({ member }: { member: MemberDetail }) {
  const t = useT()
  const [editing, setEditing] = useState<{ key: string; value: string }>()
  const entries = Object.entries(member.attributes)
  return (
    <>
      {entries.length === 0 ? (
        <p className="g-soft">{t('member.attributes.none')}</p>
      ) : (
        <Descriptions
          column={1}
          size="small"
          styles={{ label: { color: 'var(--g-soft)' } }}
          items={entries.map(([key, value]) => ({
            key,
            label: key,
            children: (
              <Can right="member.write">
                <button type="button" className="g-plain" onClick={() => setEditing({ key, value: String(value ?? '') })}>
                  {String(value)}
                </button>
              </Can>
            ),
          }))}
        />
      )}
      <Can right="member.write">
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => setEditing({ key: '', value: '' })}>
          {t('member.attributes.add')}
        </Button>
      </Can>
      <FormDrawer
        open={editing !== undefined}
        title={t('member.attributes.add')}
        route={setAttribute}
        initial={{ key: editing?.key ?? '', value: editing?.value ?? '' }}
        toInput={({ key, value }) => ({ memberIds: [member.id], key, value: value === '' ? null : (value ?? null) })}
        invalidates={[getMember, memberTimeline]}
        onClose={() => setEditing(undefined)}
      >
        <Form.Item name="key" label={t('member.attributes.key')} required>
          <Input maxLength={60} placeholder={t('member.attributes.key_hint')} />
        </Form.Item>
        <Form.Item name="value" label={t('member.attributes.value')} extra={t('member.attributes.value_hint')}>
          <Input maxLength={500} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
