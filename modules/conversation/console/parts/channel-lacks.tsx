import type { ChannelLack } from '@grove/channel-kit/contract'
import { useT } from '@grove/i18n/react'
import { Alert } from 'antd'
import { channelName } from './send-columns.tsx'

interface ChannelLacksProps {
  readonly rows: readonly { readonly channel: string; readonly lack: ChannelLack }[]
}

/** What a channel cannot do of what somebody is about to do, and what to do instead. */
export function ChannelLacks({ rows }: ChannelLacksProps) {
  const t = useT()
  if (rows.length === 0) return null
  return (
    <Alert
      type="info"
      showIcon
      title={t('channel.lacks', { name: [...new Set(rows.map((one) => channelName(t, one.channel)))].join(t('send.comma')) })}
      description={
        <ul className="g-issues">
          {rows.map(({ channel, lack }) => (
            <li key={`${channel} ${lack}`}>{t(`channel.lack.${lack}`)}</li>
          ))}
        </ul>
      }
    />
  )
}
