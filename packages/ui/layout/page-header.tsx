import { ArrowLeftOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useGo } from '../router/go.tsx'

interface PageHeaderProps {
  /** Text already in the reader's language; also becomes the tab's title. */
  readonly title: string
  /** State tags beside the title. */
  readonly tags?: ReactNode
  /** One line under the title. */
  readonly hint?: ReactNode
  /** Buttons, the most important last. */
  readonly actions?: ReactNode
  /** Address of the page above. */
  readonly back?: string
}

export function PageHeader({ title, tags, hint, actions, back }: PageHeaderProps) {
  const t = useT()
  const go = useGo()
  useEffect(() => {
    document.title = `${title} · ${t('ui.product')}`
  }, [title, t])
  return (
    <header className="g-page-header">
      {back ? <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('ui.back')} onClick={() => go(back)} /> : null}
      <div className="g-page-heading">
        <h1>
          <span>{title}</span>
          {tags}
        </h1>
        {hint ? <p className="g-soft">{hint}</p> : null}
      </div>
      {actions ? <div className="g-page-actions">{actions}</div> : null}
    </header>
  )
}
