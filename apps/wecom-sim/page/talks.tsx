import { useI18n } from '@grove/i18n/react'

export interface Said {
  readonly at: number
  readonly from: string
  readonly name: string
  readonly text: string
  readonly kind: 'said' | 'mass' | 'welcome'
  readonly attachments: readonly Record<string, unknown>[]
}

/** The last words of a conversation; those of `mine` stand on the right. */
export function Talks({ talks, mine, empty }: { talks: readonly Said[]; mine?: string; empty: string }) {
  const { t, f } = useI18n()
  if (talks.length === 0) return <p className="hint">{empty}</p>
  return (
    <ol className="talks">
      {talks.map((talk) => (
        <li key={`${talk.at}/${talk.from}/${talk.text}`} className={talk.from === mine ? 'mine' : ''}>
          <small>
            {talk.name} · {f.time(talk.at)}
            {talk.kind !== 'said' && <em> {t(`sim.talk.${talk.kind}`)}</em>}
          </small>
          <div className={`bubble ${talk.kind}`}>
            {talk.text}
            <Attachments list={talk.attachments} />
          </div>
        </li>
      ))}
    </ol>
  )
}

export function Attachments({ list }: { list: readonly Record<string, unknown>[] }) {
  const { t } = useI18n()
  return list.map((one, at) => {
    const kind = String(one['msgtype'])
    const part = one[kind] as Record<string, unknown> | undefined
    return (
      <span className="attachment" key={`${kind}/${String(at)}`}>
        {t(`sim.attachment.${kind}`)} {String(part?.['title'] ?? '')}
      </span>
    )
  })
}
