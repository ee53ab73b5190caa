import { MoreOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Go, StateTag, useConfirm, useGo, useToast, useViewer } from '@grove/ui'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { archivePlaybook, listPlaybooks, type PlaybookRow } from '../../contract/index.ts'
import { NewPlaybook } from './new-playbook.tsx'
import { useSay } from './say.ts'
import { durationWords } from './when-words.ts'

/** One playbook of the library: what it is for, what it costs, the figure it is judged by. */
export function PlaybookCard({ row }: { row: PlaybookRow }) {
  const t = useT()
  const say = useSay()
  const go = useGo()
  const ask = useConfirm()
  const toast = useToast()
  const viewer = useViewer()
  const [copying, setCopying] = useState(false)
  const archive = useVerb(archivePlaybook, { invalidates: [listPlaybooks] })
  const { brief } = row
  const title = say(row.title)
  const put = async () => {
    if (
      !row.archived &&
      !(await ask({ title: t('playbook.archive.ask', { title }), body: t('playbook.archive.hint'), ok: t('playbook.archive') }))
    )
      return
    archive.mutate(
      { id: row.id, archived: !row.archived },
      { onSuccess: () => toast.done(t(row.archived ? 'playbook.restored' : 'playbook.archived.done')), onError: toast.failed },
    )
  }
  return (
    <article className="pb-card" aria-label={title}>
      <header>
        <h2>
          <Go to={`/playbooks/${row.id}`}>{title}</Go>
        </h2>
        {viewer.can('playbook.write') ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'copy', label: t('playbook.copy') },
                { key: 'archive', label: t(row.archived ? 'playbook.restore' : 'playbook.archive') },
              ],
              onClick: ({ key }) => (key === 'copy' ? setCopying(true) : void put()),
            }}
          >
            <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('playbook.more', { title })} />
          </Dropdown>
        ) : null}
      </header>
      <p className="pb-card-tags">
        {row.communityTypes.map((type) => (
          <StateTag key={type} tone="idle">
            {t(`playbook.type.${type}`)}
          </StateTag>
        ))}
        {row.source === 'built_in' ? <StateTag tone="info">{t('playbook.source.built_in')}</StateTag> : null}
        {row.hasDraft ? (
          <StateTag tone="warn">{t(row.latestVersion > 0 ? 'playbook.save.unpublished' : 'playbook.unpublished')}</StateTag>
        ) : null}
        {row.activeRuns > 0 ? (
          <Go to={`/runs?playbookId=${row.id}&state=active`}>
            <StateTag tone="good">{t('playbook.active-runs', { count: row.activeRuns })}</StateTag>
          </Go>
        ) : null}
      </p>
      {brief?.description ? <p className="pb-card-text">{say(brief.description)}</p> : null}
      {brief ? (
        <dl>
          {brief.goal ? (
            <div>
              <dt>{t('playbook.facts.goal')}</dt>
              <dd>
                {say(brief.goal)}
                {brief.figure ? (
                  <span className="g-soft">
                    {' '}
                    · {t.has(`playbook.figure.${brief.figure}`) ? t(`playbook.figure.${brief.figure}`) : brief.figure}
                  </span>
                ) : null}
              </dd>
            </div>
          ) : null}
          <div>
            <dt>{t('playbook.cost')}</dt>
            <dd>
              {brief.lasts === null ? t('playbook.cost.open') : durationWords(t, brief.lasts)} ·{' '}
              {t('playbook.cost.steps', { count: brief.steps })} ·{' '}
              {brief.byPeople === 0 ? t('playbook.cost.nobody') : t('playbook.cost.people', { count: brief.byPeople })}
            </dd>
          </div>
        </dl>
      ) : null}
      <footer>
        <Button onClick={() => go(`/playbooks/${row.id}`)}>{t('playbook.open')}</Button>
        {viewer.can('run.write') && row.latestVersion > 0 && !row.archived ? (
          <Button type="primary" ghost onClick={() => go(`/runs/start?playbook=${row.id}`)}>
            {t('run.start')}
          </Button>
        ) : null}
      </footer>
      {copying ? <NewPlaybook copyOf={row} onClose={() => setCopying(false)} onMade={(made) => go(`/playbooks/${made.id}`)} /> : null}
    </article>
  )
}
