import { useT } from '@grove/i18n/react'
import { useCommunityFilter } from '@grove/community/console'
import { type Filter, Go, ListPanel, TimeText, useDownload, useViewer } from '@grove/ui'
import { exportAnswers, type FormDetail, listAnswers } from '../../contract/index.ts'

/** Every answer with the member behind it. */
export function AnswersTab({ form }: { form: FormDetail }) {
  const t = useT()
  const may = useViewer().can('form.export')
  const csv = useDownload(exportAnswers, `answers-${form.key}.csv`)
  const filters = useFilters(form)
  return (
    <ListPanel
      name="form-answers"
      route={listAnswers}
      input={{ id: form.id }}
      rowKey={(row) => row.memberId}
      filters={filters}
      onExport={may ? ({ communityId }) => csv.start({ id: form.id, ...(communityId ? { communityId } : {}) }) : undefined}
      exporting={csv.busy}
      columns={[
        {
          key: 'member',
          title: t('form.field.member'),
          phone: 'title',
          render: (row) => <Go to={`/members/${row.memberId}`}>{row.memberName}</Go>,
        },
        { key: 'community', title: t('form.field.community'), render: (row) => row.communityName ?? '–' },
        ...form.questions.map((question) => ({
          key: question.key,
          title: question.label,
          render: (row: { lines: readonly { key: string; text: string }[] }) =>
            row.lines.find((line) => line.key === question.key)?.text ?? '–',
        })),
        { key: 'at', title: t('form.field.answered_at'), phone: 'state' as const, render: (row) => <TimeText at={row.answeredAt} /> },
      ]}
      empty={{ title: t('form.answers.empty'), hint: t('form.answers.empty_hint') }}
    />
  )
}

function useFilters(form: FormDetail): Filter[] {
  const t = useT()
  const communities = useCommunityFilter()
  const chosen = form.questions.flatMap((question) =>
    question.kind === 'single' || question.kind === 'multi'
      ? question.options.map((option) => ({ value: `${question.key}:${option.id}`, label: `${question.label}：${option.label}` }))
      : [],
  )
  return [
    {
      kind: 'choice',
      key: 'communityId',
      label: t('form.field.community'),
      ...communities,
    },
    ...(chosen.length ? [{ kind: 'choice' as const, key: 'chose', label: t('form.filter.chose'), options: chosen }] : []),
  ]
}
