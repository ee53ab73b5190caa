import { NotificationOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { useGo } from '@grove/ui'
import { Button } from 'antd'

/** Button in the head of a community's page. */
export default function AnnounceHere({ communityId }: { communityId: number }) {
  const t = useT()
  const go = useGo()
  return (
    <Button icon={<NotificationOutlined />} onClick={() => go(`/announcements/new?community=${communityId}`)}>
      {t('announce.here')}
    </Button>
  )
}
