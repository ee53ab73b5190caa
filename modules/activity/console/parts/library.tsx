import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, Loaded, useGo, useUrlState } from '@grove/ui'
import { Button, Tag } from 'antd'
import { listScripts, type Script } from '../../contract/index.ts'
import { introText } from '../../domain/intro-text.ts'
import './activity.css'

/** Scripts ready to run: what it is, how long, for whom, and one button. */
export function Library() {
  const scripts = useRoute(listScripts, {}, { staleMs: 600_000 })
  return (
    <Loaded of={scripts} rows={8}>
      {({ items }) => (
        <div className="activity-cards">
          {items.map((one) => (
            <ScriptCard key={one.key} script={one} />
          ))}
        </div>
      )}
    </Loaded>
  )
}

function ScriptCard({ script }: { readonly script: Script }) {
  const { t, f } = useI18n()
  const go = useGo()
  const community = useUrlState().one('community')
  return (
    <article className="activity-card">
      <header>
        <strong>{script.title}</strong>
        <Tag>{t(`activity.kind.${script.kind}`)}</Tag>
      </header>
      <p>{script.theme}</p>
      <p className="g-soft">{introText(script.spec, script.rounds)}</p>
      <dl>
        <dt>{t('activity.field.length')}</dt>
        <dd>
          {f.duration(script.minutes * 60)}
          {script.rounds > 1 ? ` · ${t('activity.rounds_count', { count: script.rounds })}` : ''}
        </dd>
        <dt>{t('activity.field.suits')}</dt>
        <dd>{script.suits.length >= 8 ? t('activity.suits_all') : f.list(script.suits.map((type) => t(`community.type.${type}`)))}</dd>
        <dt>{t('activity.field.prepare')}</dt>
        <dd>{script.prepare}</dd>
      </dl>
      <Can right="activity.run">
        <Button type="primary" onClick={() => go(`/activities/plan/${script.key}${community ? `?community=${community}` : ''}`)}>
          {t('activity.use')}
        </Button>
      </Can>
    </article>
  )
}
