import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Go, Section, TimeText } from '@grove/ui'
import { Button } from 'antd'
import { listNoticesRoute, readNoticesRoute } from '../../contract/index.ts'
import { useWords } from './use-words.ts'

const SHOWN = 6

/** What one was told and has not seen yet; "got it" puts it away. */
export function NoticeList() {
  const t = useT()
  const words = useWords()
  const notices = useRoute(listNoticesRoute, { limit: SHOWN }, { liveOn: ['notice'], refetchEvery: 60_000 })
  const read = useVerb(readNoticesRoute, { invalidates: [listNoticesRoute] })
  const fresh = notices.data?.items.filter((notice) => !notice.read) ?? []
  const newest = fresh[0]
  if (!newest) return null
  return (
    <Section
      title={t('task.notices')}
      extra={
        <Button size="small" type="text" loading={read.isPending} onClick={() => read.mutate({ upTo: newest.id })}>
          {t('task.notices.read')}
        </Button>
      }
    >
      <ul className="t-lines">
        {fresh.map((notice) => (
          <li key={notice.id}>
            <div>
              {notice.href ? <Go to={notice.href}>{words(notice.title)}</Go> : words(notice.title)}
              <span className="g-soft t-small">
                <TimeText at={notice.at} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
