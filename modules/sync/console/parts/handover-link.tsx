import { useT } from '@grove/i18n/react'
import { Go } from '@grove/ui'

/** From the staff page to where customers and groups of leavers are handed over. */
export default function HandoverLink() {
  const t = useT()
  return <Go to="/sync?tab=handover">{t('sync.handover.open')}</Go>
}
