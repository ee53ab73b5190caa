import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { FormDrawer, useNow, useViewer } from '@grove/ui'
import { Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { createApiKey, listApiKeys, listRights } from '../../contract/index.ts'

const LASTING_DAYS = ['30', '90', '365', 'never'] as const

/** A key gets a part of what its maker may do; the parts are ticked one by one. */
export function NewApiKey(props: { open: boolean; onClose: () => void; onMade: (made: { name: string; key: string }) => void }) {
  const t = useT()
  const viewer = useViewer()
  const now = useNow(false)
  const rights = useRoute(listRights, {}, { enabled: props.open })
  const [days, setDays] = useState<(typeof LASTING_DAYS)[number]>('365')
  const offered = (rights.data?.items ?? []).filter((row) => viewer.can(row.right))
  return (
    <FormDrawer
      open={props.open}
      title={t('keys.new')}
      route={createApiKey}
      submit={t('keys.create')}
      invalidates={[listApiKeys]}
      toInput={(values) => ({
        ...values,
        expiresAt: days === 'never' ? null : new Date(now.getTime() + Number(days) * 86_400_000).toISOString(),
      })}
      onClose={props.onClose}
      onDone={({ name, key }) => props.onMade({ name, key })}
    >
      <Form.Item name="name" label={t('keys.name')} extra={t('keys.name.hint')} required>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item label={t('keys.until')} required>
        <Select value={days} onChange={setDays} options={LASTING_DAYS.map((value) => ({ value, label: t(`keys.until.${value}`) }))} />
      </Form.Item>
      <Form.Item name="rights" label={t('keys.rights')} extra={t('keys.rights.hint')} required>
        <Checkbox.Group
          className="i-ticks"
          options={offered.map((row) => ({ value: row.right, label: t.has(`right.${row.right}`) ? t(`right.${row.right}`) : row.right }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
