import { useI18n } from '@grove/i18n/react'
import { Alert } from 'antd'
import type { LookedAt } from '../../contract/index.ts'

/** Says that limits may hold back more than is shown, where not every member was looked at. */
export function LookedAtNote({ of }: { of: LookedAt | null }) {
  const { t, f } = useI18n()
  if (!of) return null
  const words = { members: f.number(of.members), of: f.number(of.of) }
  return <Alert className="pb-notice" type="info" showIcon title={t('playbook.preview.looked-at', words)} />
}
