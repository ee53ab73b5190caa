import type { RowOf } from '@grove/client/react'
import type { Format, Translator } from '@grove/i18n'
import { StageTag } from '@grove/member/console'
import { type Column, StateTag, TimeText } from '@grove/ui'
import type { listMoves, listStanding } from '../../contract/index.ts'
import { causeWords, stepWords } from './words.ts'

/** Columns of members by where they stand. */
export function standingColumns(t: Translator, f: Format): Column<RowOf<typeof listStanding>>[] {
  return [
    { key: 'displayName', title: t('member.field.displayName'), phone: 'title', render: (row) => row.displayName },
    { key: 'stage', title: t('standing.ladder.stage'), render: (row) => <StageTag stage={row.stage} /> },
    { key: 'tier', title: t('standing.ladder.tier'), render: (row) => stepWords(t, 'tier', row.tier) },
    {
      key: 'group',
      title: t('standing.ladder.group'),
      phone: 'state',
      render: (row) => (
        <StateTag tone={row.group === 4 ? 'idle' : row.group === 3 ? 'good' : 'info'}>{stepWords(t, 'group', row.group)}</StateTag>
      ),
    },
    { key: 'score', title: t('standing.score'), align: 'right', render: (row) => f.number(row.score) },
    { key: 'lastActAt', title: t('standing.last_act'), render: (row) => <TimeText at={row.lastActAt} none={t('standing.never')} /> },
    { key: 'since', title: t('standing.since_when'), render: (row) => <TimeText at={row.since} as="day" none="–" /> },
    { key: 'cause', title: t('standing.why'), render: (row) => causeWords(t, row.cause) },
  ]
}

export function moveColumns(t: Translator): Column<RowOf<typeof listMoves>>[] {
  return [
    { key: 'member', title: t('member.field.displayName'), phone: 'title', render: (row) => row.memberName },
    {
      key: 'move',
      title: t('standing.move'),
      phone: 'state',
      render: (row) => `${stepWords(t, row.ladder, row.from)} → ${stepWords(t, row.ladder, row.to)}`,
    },
    { key: 'cause', title: t('standing.why'), render: (row) => causeWords(t, row.cause) },
    { key: 'at', title: t('standing.when'), render: (row) => <TimeText at={row.at} /> },
  ]
}
