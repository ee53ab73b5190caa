import { useI18n } from '@grove/i18n/react'
import { Alert } from 'antd'
import type { CampPlan } from '../../contract/index.ts'
import { type CampFinding, lintCamp } from '../../domain/index.ts'

/** What the method holds against the plan as it stands on the screen, with the reason. */
export function PlanFindings({ plan }: { readonly plan: CampPlan }) {
  const { t, locale } = useI18n()
  const found = lintCamp(plan)
  if (found.length === 0) return <p className="g-soft">{t('camp.lint.clean')}</p>
  const errors = found.filter((one) => one.severity === 'error')
  const words = ({ rule, message, reason }: CampFinding, at: number) => (
    <li key={`${rule} ${at}`}>
      <strong>{message[locale]}</strong> <span>{reason[locale]}</span> <code>{rule}</code>
    </li>
  )
  return (
    <Alert
      type={errors.length > 0 ? 'error' : 'warning'}
      showIcon
      title={t('camp.lint.found', { count: found.length })}
      description={<ul className="camp-findings">{found.map(words)}</ul>}
    />
  )
}
