import { useRoute } from '@grove/client/react'
import { listChapters } from '@grove/community/contract'
import { listChannelsRoute } from '@grove/conversation/contract'
import { useI18n } from '@grove/i18n/react'
import { useColleagueFilter } from '@grove/identity/console'
import { ListPanel, useViewer } from '@grove/ui'
import { type ChosenCommunities, listStartable } from '../../contract/index.ts'

export interface Choice {
  readonly communities: ChosenCommunities
  readonly count: number
}

interface ChooseCommunitiesProps {
  readonly playbookId: number
  readonly types: readonly string[]
  readonly onChoose: (choice: Choice) => void
}

/** Communities a playbook suits: ticked one by one, or all that the filters mean. */
export function ChooseCommunities({ playbookId, types, onChoose }: ChooseCommunitiesProps) {
  const { t, f } = useI18n()
  const viewer = useViewer()
  const staff = useColleagueFilter('ownerStaffId')
  const chapters = useRoute(listChapters, {}, { staleMs: 60_000 })
  const channels = useRoute(listChannelsRoute, {}, { staleMs: 60_000, enabled: viewer.can('send.read') })
  return (
    <ListPanel
      name="startable"
      route={listStartable}
      input={{ id: playbookId }}
      rowKey={(row) => row.id}
      filters={[
        { kind: 'text', key: 'text', label: t('run.many.filter') },
        ...(types.length > 1
          ? [
              {
                kind: 'choice' as const,
                key: 'type',
                label: t('run.type'),
                options: types.map((value) => ({ value, label: t(`playbook.type.${value}`) })),
              },
            ]
          : []),
        {
          kind: 'choice',
          key: 'ownerStaffId',
          label: t('run.many.owner'),
          ...staff,
        },
        ...(channels.data && channels.data.items.length > 1
          ? [
              {
                kind: 'choice' as const,
                key: 'channel',
                label: t('run.many.channel'),
                options: channels.data.items.map((one) => ({ value: one.kind, label: t(one.nameKey) })),
              },
            ]
          : []),
        ...(chapters.data?.items.length
          ? [
              {
                kind: 'choice' as const,
                key: 'chapter',
                label: t('run.many.chapter'),
                options: chapters.data.items.map((value) => ({ value, label: value })),
              },
            ]
          : []),
      ]}
      columns={[
        { key: 'name', title: t('run.community'), phone: 'title', render: (row) => row.name },
        { key: 'type', title: t('run.type'), render: (row) => t(`playbook.type.${row.type}`) },
        { key: 'owner', title: t('run.many.owner'), render: (row) => row.owners.join(t('run.many.comma')) || '–' },
        { key: 'members', title: t('run.many.members'), align: 'right', render: (row) => f.number(row.memberCount) },
        {
          key: 'running',
          title: t('run.many.state'),
          phone: 'state',
          render: (row) => (row.running ? <span className="g-soft">{t('run.many.running')}</span> : t('run.many.free')),
        },
      ]}
      bulk={[
        {
          key: 'choose',
          label: t('run.many.choose'),
          onAll: true,
          run: async (selection) => {
            onChoose({ communities: chosenOf(selection), count: selection.count })
            return undefined
          },
        },
      ]}
      empty={{ title: t('run.many.empty'), hint: t('run.community.none') }}
    />
  )
}

type Selected =
  | { readonly kind: 'rows'; readonly keys: readonly (string | number)[] }
  | { readonly kind: 'all'; readonly input: Readonly<Record<string, unknown>> }

function chosenOf(selection: Selected): ChosenCommunities {
  if (selection.kind === 'rows') return { ids: selection.keys.map(Number) }
  const { id: _id, limit: _limit, cursor: _cursor, sort: _sort, ownerStaffId, ...filter } = selection.input
  return { filter: { ...filter, ...(ownerStaffId === undefined ? {} : { ownerStaffId: Number(ownerStaffId) }) } }
}
