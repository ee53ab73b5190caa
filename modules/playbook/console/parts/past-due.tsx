import { useI18n } from '@grove/i18n/react'
import { Alert } from 'antd'
import { daysBetween } from './local-day.ts'

/** What the chosen day means for steps whose time is over: said before, not discovered after. */
export function PastDue({ startDay, today, misfire }: { startDay: string; today: string; misfire: unknown }) {
  const { t } = useI18n()
  const away = daysBetween(today, startDay)
  const words =
    away > 0
      ? t('run.past.later', { count: away })
      : away === 0
        ? t('run.past.today')
        : t('run.past.earlier', { day: 1 - away, count: -away })
  const late = misfire === 'ask' ? 'ask' : typeof misfire === 'object' && misfire !== null ? 'send' : 'skip'
  return <Alert className="pb-notice" type="info" showIcon title={words} description={t(`run.misfire.${late}`)} />
}
