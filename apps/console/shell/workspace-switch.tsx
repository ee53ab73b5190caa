import { CheckOutlined, DownOutlined, PlusOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { switchWorkspace } from '@grove/identity/contract'
import { GroveMark, useGo, useToast } from '@grove/ui'
import { Dropdown, Tag } from 'antd'
import { useState } from 'react'
import { useSession } from '../session/session.tsx'
import { NewWorkspace } from './new-workspace.tsx'

export function WorkspaceSwitch() {
  const t = useT()
  const go = useGo()
  const toast = useToast()
  const { state, enter } = useSession()
  const [making, setMaking] = useState(false)
  const verb = useVerb(switchWorkspace, {
    onDone: (me) => {
      enter(me)
      go('/')
    },
  })
  if (state.kind !== 'in') return null
  const { workspace, workspaces, staff } = state.me
  const items = [
    ...workspaces.map((one) => ({
      key: String(one.id),
      icon: one.id === workspace?.id ? <CheckOutlined /> : <span className="c-no-icon" />,
      label: (
        <span className="c-workspace-option">
          {one.name}
          {one.demo ? <Tag>{t('shell.demo')}</Tag> : null}
        </span>
      ),
    })),
    ...(staff?.role === 'head'
      ? [{ type: 'divider' as const }, { key: 'new', icon: <PlusOutlined />, label: t('shell.workspace.new') }]
      : []),
  ]
  const choose = (key: string) => {
    if (key === 'new') setMaking(true)
    else if (Number(key) !== workspace?.id) verb.mutate({ workspaceId: Number(key) }, { onError: toast.failed })
  }
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
        <button type="button" className="c-workspace">
          <GroveMark />
          <span className="c-workspace-name">{workspace?.name ?? t('ui.product')}</span>
          {workspace?.demo ? <Tag>{t('shell.demo')}</Tag> : null}
          <span className="g-hidden">{t('shell.workspace')}</span>
          <DownOutlined className="c-caret" />
        </button>
      </Dropdown>
      <NewWorkspace
        open={making}
        onClose={() => setMaking(false)}
        onDone={(made) => verb.mutate({ workspaceId: made }, { onError: toast.failed })}
      />
    </>
  )
}
