import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button } from 'antd'
import { useState } from 'react'

/** Words made ready to be said, to be taken along. Selected as a whole where the clipboard is closed. */
export function Script({ text }: { text: string }) {
  const t = useT()
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('done'),
      () => setState('failed'),
    )
  return (
    <figure className="t-script">
      <figcaption>
        <span>{t('task.script')}</span>
        <Button
          type="text"
          size="small"
          icon={state === 'done' ? <CheckOutlined /> : <CopyOutlined />}
          onClick={() => void copy()}
          onBlur={() => setState('idle')}
        >
          {t(state === 'done' ? 'ui.copied' : 'ui.copy')}
        </Button>
      </figcaption>
      <blockquote className={state === 'failed' ? 't-message g-copy-select' : 't-message'}>{text}</blockquote>
      {state === 'failed' ? <p role="status">{t('ui.copy.failed')}</p> : null}
    </figure>
  )
}
