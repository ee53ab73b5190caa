import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { TimeText } from '@grove/ui'
import { Alert } from 'antd'
import { memberReachRoute, type ReachRow } from '../../contract/index.ts'
import { channelName } from './send-columns.tsx'

/** Why a private message to this member will not arrive, and what to do instead; nothing where nothing is in the way. */
export function ReachHint({ memberId }: { readonly memberId: number }) {
  const t = useT()
  const reach = useRoute(memberReachRoute, { id: memberId })
  if (!reach.data?.items.length) return null
  return (
    <div className="s-reach">
      {reach.data.items.map((row) => (
        <Alert
          key={row.channel}
          type={row.why === 'confirm' ? 'info' : 'warning'}
          showIcon
          title={t(`reach.${row.why}`, { name: channelName(t, row.channel) })}
          description={
            <>
              <When row={row} />
              {t(`reach.${row.why}_do`)}
            </>
          }
        />
      ))}
    </div>
  )
}

function When({ row }: { readonly row: ReachRow }) {
  const t = useT()
  const moment = row.until ?? row.at
  if (!moment) return null
  return (
    <p>
      {t(row.until ? 'reach.until' : 'reach.at')} <TimeText at={moment} />
    </p>
  )
}
