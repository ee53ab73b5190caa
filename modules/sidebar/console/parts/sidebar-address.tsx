import { useI18n } from '@grove/i18n/react'
import { Section, useToast, useViewer } from '@grove/ui'
import { Button, Typography } from 'antd'

/** The address that goes into the platform's chat toolbar. */
export default function SidebarAddress({ accountId }: { accountId: number }) {
  const { t } = useI18n()
  const toast = useToast()
  const { workspace } = useViewer()
  const address = `${location.origin}/m/${workspace.publicKey}/side/${accountId}`
  return (
    <Section
      title={t('sidebar.address')}
      extra={
        <Button onClick={() => void navigator.clipboard.writeText(address).then(() => toast.done(t('sidebar.address_copied')))}>
          {t('sidebar.address_copy')}
        </Button>
      }
    >
      <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
        {address}
      </Typography.Text>
      <p className="g-soft">{t('sidebar.address_hint')}</p>
    </Section>
  )
}
