import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { Form, Input, Select } from 'antd'
import { createPlaybook, listPlaybooks, type PlaybookRow } from '../../contract/index.ts'
import { useSay } from './say.ts'

interface NewPlaybookProps {
  readonly copyOf?: PlaybookRow
  readonly onClose: () => void
  readonly onMade: (row: PlaybookRow) => void
}

/** A new playbook: the smallest one, or a copy of another. */
export function NewPlaybook({ copyOf, onClose, onMade }: NewPlaybookProps) {
  const t = useT()
  const say = useSay()
  const library = useRoute(listPlaybooks, {})
  return (
    <FormDrawer
      open
      title={t(copyOf ? 'playbook.copy' : 'playbook.new')}
      route={createPlaybook}
      initial={copyOf ? { copyOf: copyOf.id, key: `${copyOf.key.slice(0, 44)}-2` } : {}}
      submit={t('playbook.new.ok')}
      invalidates={[listPlaybooks]}
      onClose={onClose}
      onDone={onMade}
    >
      <Form.Item name="copyOf" label={t('playbook.new.from')} extra={t('playbook.new.from.hint')}>
        <Select
          allowClear
          placeholder={t('playbook.new.blank')}
          options={(library.data?.items ?? []).map((row) => ({ value: row.id, label: say(row.title) }))}
        />
      </Form.Item>
      <Form.Item
        name="key"
        label={t('playbook.new.key')}
        extra={t('playbook.new.key.hint')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,47}$/, message: t('playbook.new.key.wrong') }]}
      >
        <Input maxLength={48} autoCapitalize="none" spellCheck={false} placeholder="spring-newcomer" />
      </Form.Item>
    </FormDrawer>
  )
}
