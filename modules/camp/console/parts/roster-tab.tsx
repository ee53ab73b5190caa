import { usePages, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { EmptyState, Go, Loaded, Section, useViewer } from '@grove/ui'
import { Button, Select } from 'antd'
import { type EditionDetail, givePost, readRoster, type RosterRow, type StudentPost } from '../../contract/index.ts'

const POSTS = ['none', 'committee', 'top', 'monitor'] as const
const SIGNS = { none: '', done: '✓', made_up: '+' } as const
const CHECKS = ['done', 'made_up', 'none'] as const
const WORKS = ['handed_in', 'returned', 'accepted'] as const

/** Days across, students down: who checked in, who made up, who is missing. */
export function RosterTab({ edition }: { readonly edition: EditionDetail }) {
  const { t, f } = useI18n()
  const roster = usePages(readRoster, { id: edition.id, limit: 500 }, { liveOn: ['camp'], refetchEvery: 10_000 })
  return (
    <Loaded of={roster}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items)
        if (rows.length === 0) return <EmptyState title={t('camp.roster.empty')} hint={t('camp.roster.empty_hint')} />
        return (
          <Section>
            <Legend homework={edition.plan.days.some((day) => day.homework)} />
            <Grid edition={edition} rows={rows} />
            {roster.hasNextPage ? (
              <Button block loading={roster.isFetchingNextPage} onClick={() => void roster.fetchNextPage()}>
                {t('camp.roster.more', { shown: f.number(rows.length), students: f.number(edition.admitted) })}
              </Button>
            ) : null}
          </Section>
        )
      }}
    </Loaded>
  )
}

/** What the marks of the grid mean; the dots only where there is homework to be marked. */
function Legend({ homework }: { readonly homework: boolean }) {
  const { t } = useI18n()
  return (
    <ul className="camp-legend" aria-label={t('camp.roster.legend')}>
      {CHECKS.map((mark) => (
        <li key={mark}>
          <span className={`camp-mark camp-mark-${mark}`} aria-hidden="true">
            {SIGNS[mark]}
          </span>
          {t(`camp.roster.legend.${mark}`)}
        </li>
      ))}
      {homework
        ? WORKS.map((state) => (
            <li key={state}>
              <span className={`camp-work-dot camp-work-dot-${state}`} aria-hidden="true" />
              {t(`camp.roster.legend.${state}`)}
            </li>
          ))
        : null}
    </ul>
  )
}

function Grid({ edition, rows }: { readonly edition: EditionDetail; readonly rows: readonly RosterRow[] }) {
  const { t, f } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <div className="camp-grid" tabIndex={0} role="region" aria-label={t('camp.tab.roster')}>
      <table>
        <thead>
          <tr>
            <th className="camp-name" scope="col">
              {t('camp.field.member')}
            </th>
            <th scope="col">{t('camp.field.post')}</th>
            {edition.plan.days.map((day, at) => (
              <th key={at} scope="col" title={day.title} aria-current={edition.today === at + 1 ? 'date' : undefined}>
                {at + 1}
              </th>
            ))}
            <th scope="col">{t('camp.field.check_ins')}</th>
            <th scope="col">{t('camp.field.streak')}</th>
            <th scope="col">{t('camp.field.missed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.memberId}>
              <th className="camp-name" scope="row">
                <Go to={`/members/${row.memberId}`}>{row.name}</Go>
              </th>
              <td>
                <Post editionId={edition.id} row={row} />
              </td>
              {row.checks.map((mark, at) => (
                <td key={at}>
                  <span className={`camp-mark camp-mark-${mark}`} title={t(`camp.check.${mark}`)}>
                    {SIGNS[mark]}
                  </span>
                  {edition.plan.days[at]?.homework ? (
                    <span
                      className={`camp-work-dot camp-work-dot-${row.works[at] ?? 'none'}`}
                      title={t(`camp.work.${row.works[at] ?? 'none'}`)}
                    />
                  ) : null}
                </td>
              ))}
              <td>{f.number(row.checkIns)}</td>
              <td>{f.number(row.streak)}</td>
              <td className={row.missed >= edition.plan.coachAfter ? 'g-bad' : undefined}>{f.number(row.missed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Post({ editionId, row }: { readonly editionId: number; readonly row: RosterRow }) {
  const { t } = useI18n()
  const { can } = useViewer()
  const give = useVerb(givePost, { invalidates: [readRoster] })
  if (!can('camp.run')) return <>{row.post === 'none' ? '' : t(`camp.post.${row.post}`)}</>
  return (
    <Select<StudentPost>
      size="small"
      variant="borderless"
      value={row.post}
      aria-label={t('camp.field.post')}
      options={POSTS.map((value) => ({ value, label: t(`camp.post.${value}`) }))}
      onChange={(post) => give.mutate({ id: editionId, memberId: row.memberId, post })}
    />
  )
}
