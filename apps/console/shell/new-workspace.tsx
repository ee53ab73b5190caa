import { useI18n } from '@grove/i18n/react'
import { createWorkspace } from '@grove/identity/contract'
import { FormDrawer, ZoneField } from '@grove/ui'
import { Form, Input, Select } from 'antd'

export function NewWorkspace({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: (workspaceId: number) => void }) {
  const { t, locale, zone } = useI18n()
  return (
    <FormDrawer
      open={open}
      title={t('shell.workspace.new')}
      route={createWorkspace}
      initial={{ zone, locale }}
      submit={t('shell.workspace.create')}
      onClose={onClose}
      onDone={(made) => onDone(made.id)}
    >
      <Form.Item name="name" label={t('shell.workspace.name')} extra={t('shell.workspace.name.hint')} required>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="zone" label={t('shell.zone')} extra={t('shell.zone.hint')} required>
        <ZoneField />
      </Form.Item>
      <Form.Item name="locale" label={t('shell.workspace.locale')} extra={t('shell.workspace.locale.hint')} required>
        <Select
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
    </FormDrawer>
  )
}
