import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { routeKey, useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { useColleagueFilter } from '@grove/identity/console'
import { type BulkAction, Can, type Filter, ListPage, TimeText, useGo, useUrlState, useViewer } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useCallback, useState } from 'react'
import { listCities, listMembers, listSources, listTags } from '../../contract/index.ts'
import { BulkProgress } from '../parts/bulk/bulk-progress.tsx'
import { useBulkActions } from '../parts/bulk/use-bulk-actions.tsx'
import { type Exporting, ExportModal } from '../parts/export/export-modal.tsx'
import { KindTag } from '../parts/kind-tag.tsx'
import { NewMemberDrawer } from '../parts/member-drawers.tsx'
import { StageTag } from '../parts/stage-tag.tsx'
import { TagList } from '../parts/tag-list.tsx'
import { useCommunityChoices } from '../parts/use-community-choices.ts'
import { useSegmentChoices } from '../parts/use-segment-choices.ts'
import { ViewPicker } from '../parts/view/view-picker.tsx'

/** What belongs to members and is not asked for every day. */
function MoreMenu() {
  const t = useT()
  const go = useGo()
  const viewer = useViewer()
  const pages = [
    ['tags', 'member.read'],
    ['duplicates', 'member.merge'],
    ['fields', 'member.read'],
    ['privacy', 'member.read'],
  ] as const
  const items = pages.filter(([, right]) => viewer.can(right)).map(([key]) => ({ key, label: t(`member.${key}.title`) }))
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => go(`/members/${key}`) }}>
      <Button>{t('member.more')}</Button>
    </Dropdown>
  )
}

/** /members — everybody one may see. */
export default function MembersPage() {
  const t = useT()
  const go = useGo()
  const viewer = useViewer()
  const [making, setMaking] = useState(false)
  const bulk = useBulkActions()
  const [exporting, setExporting] = useState<Exporting>()
  const [shown, setShown] = useState<readonly string[]>([])
  const filters = useFilters()
  const queries = useQueryClient()
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: routeKey(listMembers) }), [queries])
  const may = (right: string) => viewer.can(right)
  const names = filters.flatMap((filter) => (filter.kind === 'days' ? [filter.key, filter.to] : [filter.key]))
  return (
    <>
      {bulk.working ? <BulkProgress key={bulk.working} id={bulk.working} onSettled={refresh} onClose={bulk.forget} /> : null}
      <ListPage
        name="members"
        title={t('member.list.title')}
        hint={t('member.list.hint')}
        route={listMembers}
        rowKey={(row) => row.id}
        onOpen={(row) => `/members/${row.id}`}
        defaultSort="-createdAt"
        filters={filters}
        tools={({ columns }) => <ViewPicker names={names} columns={columns} onColumns={setShown} />}
        toInput={readFilters}
        bulk={[
          ...(may('member.write') ? bulk.actions : []),
          ...(may('member.export') ? [exportAction(t('ui.list.export'), (one) => setExporting(one))] : []),
        ]}
        onExport={may('member.export') ? (input) => setExporting({ input: filterOf(input), count: undefined }) : undefined}
        actions={
          <>
            <MoreMenu />
            <Can right="member.import">
              <Button icon={<UploadOutlined />} onClick={() => go('/members/import')}>
                {t('member.import.action')}
              </Button>
            </Can>
            <Can right="member.write">
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
                {t('member.new')}
              </Button>
            </Can>
          </>
        }
        columns={[
          {
            key: 'displayName',
            title: t('member.field.displayName'),
            phone: 'title',
            render: (row) => (
              <>
                {row.displayName} <KindTag kind={row.kind} />
              </>
            ),
          },
          { key: 'stage', title: t('member.field.stage'), phone: 'state', render: (row) => <StageTag stage={row.stage} /> },
          { key: 'tags', title: t('member.field.tags'), render: (row) => <TagList tags={row.tags} /> },
          { key: 'phone', title: t('member.field.phone'), render: (row) => row.phone ?? row.email ?? '–' },
          { key: 'city', title: t('member.field.city'), hidden: true, render: (row) => row.city ?? '–' },
          { key: 'source', title: t('member.field.source'), render: (row) => row.source ?? '–' },
          { key: 'owner', title: t('member.field.owner'), phone: 'hide', render: (row) => row.ownerName ?? '–' },
          {
            key: 'lastActiveAt',
            title: t('member.field.lastActiveAt'),
            sort: true,
            render: (row) => <TimeText at={row.lastActiveAt} none={t('member.never_active')} />,
          },
          {
            key: 'createdAt',
            title: t('member.field.createdAt'),
            sort: true,
            phone: 'hide',
            render: (row) => <TimeText at={row.createdAt} as="day" />,
          },
        ]}
        empty={{
          title: t('member.list.empty'),
          hint: t('member.list.empty_hint'),
          action: may('member.import') ? (
            <Button type="primary" onClick={() => go('/members/import')}>
              {t('member.import.action')}
            </Button>
          ) : null,
        }}
      />
      <NewMemberDrawer open={making} onClose={() => setMaking(false)} />
      {bulk.asking}
      {exporting ? <ExportModal exporting={exporting} columns={shown} onClose={() => setExporting(undefined)} /> : null}
    </>
  )
}

/** Without paging and sort, which a file has none of. */
function filterOf({ limit: _limit, sort: _sort, cursor: _cursor, ...filter }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return filter
}

function exportAction(label: string, ask: (exporting: Exporting) => void): BulkAction<typeof listMembers> {
  return {
    key: 'export',
    label,
    onAll: true,
    run: async (selection) => {
      const input = selection.kind === 'rows' ? { ids: selection.keys.join(',') } : filterOf(selection.input)
      ask({ input, count: selection.count })
      return undefined
    },
  }
}

const TAG_HOWS = ['any', 'all', 'none', 'untagged'] as const
const ACTIVITY = ['active1', 'active7', 'active30', 'silent7', 'silent30', 'silent90'] as const

function useFilters(): Filter[] {
  const t = useT()
  const tags = useRoute(listTags, {}, { staleMs: 60_000 })
  const sources = useRoute(listSources, {}, { staleMs: 60_000 })
  const cities = useRoute(listCities, {}, { staleMs: 60_000 })
  const staff = useColleagueFilter('ownerStaffId')
  const communities = useCommunityChoices(Number(useUrlState().one('communityId')) || undefined)
  const segments = useSegmentChoices()
  return [
    { kind: 'text', key: 'text', label: t('member.filter.text') },
    {
      kind: 'choice',
      key: 'tagId',
      label: t('member.field.tags'),
      many: true,
      loading: tags.isPending,
      options: (tags.data?.items ?? []).map((tag) => ({ value: String(tag.id), label: tag.name })),
    },
    {
      kind: 'choice',
      key: 'tagHow',
      label: t('member.filter.tag_how'),
      options: TAG_HOWS.map((value) => ({ value, label: t(`member.filter.tag_how.${value}`) })),
    },
    {
      kind: 'choice',
      key: 'stage',
      label: t('member.field.stage'),
      options: [1, 2, 3, 4, 5, 6, 7].map((stage) => ({ value: String(stage), label: `${stage} ${t(`member.stage.${stage}`)}` })),
    },
    { kind: 'choice', key: 'communityId', label: t('member.filter.community'), ...communities },
    { kind: 'choice', key: 'segmentId', label: t('member.filter.segment'), ...segments },
    {
      kind: 'choice',
      key: 'source',
      label: t('member.field.source'),
      loading: sources.isPending,
      options: (sources.data?.items ?? []).map((source) => ({ value: source, label: source })),
    },
    {
      kind: 'choice',
      key: 'city',
      label: t('member.field.city'),
      loading: cities.isPending,
      options: (cities.data?.items ?? []).map((city) => ({ value: city, label: city })),
    },
    { kind: 'choice', key: 'ownerStaffId', label: t('member.field.owner'), ...staff },
    {
      kind: 'choice',
      key: 'activity',
      label: t('member.filter.activity'),
      options: ACTIVITY.map((value) => ({ value, label: t(`member.activity.${value}`) })),
    },
    {
      kind: 'choice',
      key: 'kind',
      label: t('member.field.kind'),
      options: (['member', 'staff', 'ambience'] as const).map((value) => ({ value, label: t(`member.kind.${value}`) })),
    },
    { kind: 'days', key: 'createdFrom', to: 'createdTo', label: t('member.field.createdAt') },
  ]
}

/** One choice of activity on screen is one of two filters of the route; several tags are one list. */
function readFilters({ activity, tagId, ...given }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const tags = Array.isArray(tagId) ? tagId.map(String) : []
  const values = { ...given, ...(tags.length ? { tagIds: tags.slice(0, 10).join(',') } : {}) }
  const match = /^(active|silent)(\d+)$/.exec(typeof activity === 'string' ? activity : '')
  return match ? { ...values, [`${match[1]}Days`]: Number(match[2]) } : values
}
