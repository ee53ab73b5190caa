import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'

/** A text to take along (link, key, code). Falls back to selecting it where the clipboard is closed. */
export function CopyText({ text, shown }: { text: string; shown?: string }) {
  const t = useT()
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('done'),
      () => setState('failed'),
    )
  }
  return (
    <span className="g-copy">
      <code className={state === 'failed' ? 'g-copy-select' : undefined}>{shown ?? text}</code>
      <Tooltip title={t(state === 'done' ? 'ui.copied' : state === 'failed' ? 'ui.copy.failed' : 'ui.copy')}>
        <Button
          type="text"
          size="small"
          aria-label={t('ui.copy')}
          icon={state === 'done' ? <CheckOutlined /> : <CopyOutlined />}
          onClick={copy}
          onBlur={() => setState('idle')}
        />
      </Tooltip>
      <span className="g-hidden" role="status">
        {state === 'done' ? t('ui.copied') : ''}
      </span>
    </span>
  )
}
