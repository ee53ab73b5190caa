import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, FormDrawer, ListPage, useToast, useViewer, VerbButton } from '@grove/ui'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { listScripts, removeScript, type Script, SCRIPT_PLACES, saveScript } from '../../contract/index.ts'

/** Words kept ready for the sidebar. */
export default function ScriptsPage() {
  const { t } = useI18n()
  const viewer = useViewer()
  const [editing, setEditing] = useState<Script | 'new'>()
  const places = SCRIPT_PLACES.map((value) => ({ value, label: t(`sidebar.script.place.${value}`) }))
  const titleOf = (row: Script) =>
    viewer.can('script.write') ? (
      <Button type="link" size="small" onClick={() => setEditing(row)}>
        {row.title}
      </Button>
    ) : (
      row.title
    )
  return (
    <>
      <ListPage
        name="scripts"
        title={t('sidebar.script.title')}
        hint={t('sidebar.script.lead')}
        actions={
          <Can right="script.write">
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              {t('sidebar.script.new')}
            </Button>
          </Can>
        }
        route={listScripts}
        rowKey={(row) => row.id}
        filters={[
          { kind: 'text', key: 'text', label: t('sidebar.script.search') },
          { kind: 'choice', key: 'place', label: t('sidebar.script.place'), options: places },
        ]}
        columns={[
          { key: 'title', title: t('sidebar.script.name'), phone: 'title', render: (row) => titleOf(row) },
          { key: 'text', title: t('sidebar.script.text'), render: (row) => <span className="g-soft">{gistOf(row.text)}</span> },
          { key: 'place', title: t('sidebar.script.place'), phone: 'state', render: (row) => t(`sidebar.script.place.${row.place}`) },
        ]}
        empty={{ title: t('sidebar.script.empty'), hint: t('sidebar.script.empty_hint') }}
      />
      {editing ? <ScriptDrawer script={editing} places={places} onClose={() => setEditing(undefined)} /> : null}
    </>
  )
}

function ScriptDrawer(props: { script: Script | 'new'; places: { value: string; label: string }[]; onClose: () => void }) {
  const { t } = useI18n()
  const toast = useToast()
  const { script, places, onClose } = props
  const known = script === 'new' ? undefined : script
  const needed = [{ required: true, message: t('sidebar.script.needed') }]
  return (
    <FormDrawer
      open
      title={t(known ? 'sidebar.script.edit' : 'sidebar.script.new')}
      route={saveScript}
      initial={known ? { title: known.title, text: known.text, place: known.place } : { place: 'both' }}
      toInput={(values) => ({ ...values, ...(known ? { id: known.id } : {}) })}
      invalidates={[listScripts]}
      onClose={onClose}
      onDone={() => {
        toast.done(t('sidebar.script.saved'))
        onClose()
      }}
    >
      <Form.Item name="title" label={t('sidebar.script.name')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="text" label={t('sidebar.script.text')} rules={needed} extra={t('sidebar.script.text_hint')}>
        <Input.TextArea rows={6} maxLength={1000} />
      </Form.Item>
      <Form.Item name="place" label={t('sidebar.script.place')} rules={needed}>
        <Select options={places} />
      </Form.Item>
      {known ? (
        <VerbButton
          route={removeScript}
          input={{ id: known.id }}
          invalidates={[listScripts]}
          confirm={{ title: t('sidebar.script.remove_sure'), ok: t('sidebar.script.remove'), danger: true }}
          done={t('sidebar.script.removed')}
          onDone={onClose}
          button={{ danger: true }}
        >
          {t('sidebar.script.remove')}
        </VerbButton>
      ) : null}
    </FormDrawer>
  )
}

const SHOWN = 120
const gistOf = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text)
