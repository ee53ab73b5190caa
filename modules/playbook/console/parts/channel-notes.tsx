import { useT } from '@grove/i18n/react'
import { Alert } from 'antd'
import type { ChannelNote } from '../../contract/index.ts'
import { useSay } from './say.ts'

const NAMED = 3

/** What the channels of these groups do otherwise than the playbook says, with the steps it is about. */
export function ChannelNotes({ rows }: { readonly rows: readonly ChannelNote[] }) {
  const t = useT()
  const say = useSay()
  const channels = [...new Set(rows.map((row) => row.channel))]
  const steps = (row: ChannelNote) => {
    const named = row.steps.slice(0, NAMED).map((title) => t('playbook.note.quoted', { title: say(title) }))
    return row.steps.length > NAMED ? t('playbook.note.more', { steps: named.join(''), count: row.steps.length }) : named.join('')
  }
  const words = ({ code, groups, owners }: ChannelNote) =>
    code === 'differs' && groups > 0 ? t('playbook.note.differs.count', { groups, owners }) : t(`playbook.note.${code}`)
  return channels.map((channel) => (
    <Alert
      key={channel}
      className="pb-notice"
      type="info"
      showIcon
      title={t('playbook.note.title', { channel: t(`channel.kind.${channel}`) })}
      description={
        <ul className="g-issues">
          {rows
            .filter((row) => row.channel === channel)
            .map((row) => (
              <li key={row.code}>
                {words(row)}
                {t('playbook.note.steps', { steps: steps(row) })}
              </li>
            ))}
        </ul>
      }
    />
  ))
}
