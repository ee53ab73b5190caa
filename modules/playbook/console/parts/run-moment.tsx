import { useI18n } from '@grove/i18n/react'
import { Go } from '@grove/ui'
import { KindIcon } from './kind-icon.tsx'
import type { Planned } from './planned-list.tsx'
import { useSay } from './say.ts'

/** One moment of the calendar across groups; leads to its run. */
export function RunMoment({ item }: { item: Planned }) {
  const { t, f } = useI18n()
  const say = useSay()
  const ending = item.ending === null ? '' : t(`run.ending.${item.ending}`)
  const words = [
    say(item.title),
    item.communityName,
    say(item.playbookTitle),
    item.needs === 'system' ? '' : t(`playbook.needs.${item.needs}`),
    item.members === null ? '' : t('run.members', { count: item.members }),
    item.waiting === null ? '' : t(`run.waiting.${item.waiting}`),
    ending,
  ]
  const past = item.ending === null ? '' : item.ending === 'acted' ? ' pb-event-past' : ' pb-event-held'
  return (
    <Go
      to={`/runs/${item.runId}${item.ending === null ? '' : '?tab=steps'}`}
      className={`pb-event pb-event-link pb-sells-${item.marketing}${past}`}
      title={words.filter(Boolean).join(' · ')}
    >
      <time>{f.time(item.at)}</time>
      <KindIcon kind={item.kind} />
      <span className="pb-event-title">
        {say(item.title)}
        <span className="g-soft">
          {' '}
          {item.communityName}
          {item.needs === 'system' ? '' : ` · ${t(`playbook.needs.${item.needs}`)}`}
          {item.waiting === null ? '' : ` · ${t(`run.waiting.${item.waiting}`)}`}
          {item.ending !== null && item.ending !== 'acted' ? ` · ${ending}` : ''}
        </span>
      </span>
    </Go>
  )
}
