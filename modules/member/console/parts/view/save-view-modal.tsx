import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText } from '@grove/ui'
import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { listViews, type MemberView, saveView } from '../../../contract/index.ts'

/** Asks for the name of a view, and whether colleagues see it. */
export function SaveViewModal(props: { search: string; onSaved: (view: MemberView) => void; onClose: () => void }) {
  const { search, onSaved, onClose } = props
  const t = useT()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useVerb(saveView, {
    invalidates: [listViews],
    onDone: ({ id }) => {
      onSaved({ id, name, shared, own: true, ownerName: null, search })
      onClose()
    },
  })
  const send = () => save.mutate({ name: name.trim(), shared, search })
  return (
    <Modal
      open
      centered
      title={t('member.views.save')}
      okText={t('member.views.save_ok')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      {save.error ? <ErrorText error={save.error} /> : null}
      <p>
        <Input
          autoFocus
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => (name.trim() ? send() : undefined)}
          aria-label={t('member.views.name')}
          placeholder={t('member.views.name')}
        />
      </p>
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        {t('member.views.share')}
      </Checkbox>
    </Modal>
  )
}
