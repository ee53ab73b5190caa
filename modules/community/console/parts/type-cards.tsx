import { useI18n } from '@grove/i18n/react'
import { Tag } from 'antd'
import type { CommunityType, TypeTemplate } from '../../contract/index.ts'
import './community.css'

/** The eight types side by side: what each is for, how long it lives, what selling it bears. */
export function TypeCards({ templates, onChoose }: { templates: readonly TypeTemplate[]; onChoose: (type: CommunityType) => void }) {
  const { t } = useI18n()
  return (
    <div className="community-types">
      {templates.map((one) => (
        <button key={one.type} type="button" className="community-type" onClick={() => onChoose(one.type)}>
          <strong>{one.name}</strong>
          <span>{one.purpose}</span>
          <span className="g-soft">{one.operating}</span>
          <span>
            <Tag>{lifetimeWords(t, one.lifetimeHours)}</Tag>
            <Tag>{t(`community.marketing.${one.marketing}`)}</Tag>
            {one.screening ? <Tag>{t('community.screening')}</Tag> : null}
          </span>
        </button>
      ))}
    </div>
  )
}

export function lifetimeWords(t: (key: string, params?: Record<string, unknown>) => string, hours: number | null): string {
  if (hours === null) return t('community.lifetime.long')
  return hours < 72 ? t('community.lifetime.hours', { count: hours }) : t('community.lifetime.days', { count: Math.round(hours / 24) })
}
