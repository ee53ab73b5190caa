import { usePages, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, ErrorText, PageHeader, Section, useConfirm, useToast, useUrlValue, VerbButton } from '@grove/ui'
import { Button, Segmented, Skeleton, Tag } from 'antd'
import { dismissDuplicate, type DuplicateSide, findDuplicates, listDuplicates, listMembers, mergeMembers } from '../../contract/index.ts'
import { DuplicateCard } from '../parts/duplicate-card.tsx'

const REASONS = ['all', 'phone', 'email', 'union', 'name_employer', 'name_city'] as const
type Reason = (typeof REASONS)[number]

/** /members/duplicates — records that may be one person; a person decides. */
export default function DuplicatesPage() {
  const t = useT()
  const [chosen, choose] = useUrlValue('reason', 'all')
  const reason: Reason = REASONS.find((one) => one === chosen) ?? 'all'
  const pages = usePages(listDuplicates, reason === 'all' ? {} : { reason })
  const pairs = pages.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageHeader
        title={t('member.duplicates.title')}
        hint={t('member.duplicates.hint')}
        back="/members"
        actions={
          <VerbButton route={findDuplicates} input={{}} invalidates={[listDuplicates]} done={t('member.duplicates.looked')}>
            {t('member.duplicates.look')}
          </VerbButton>
        }
      />
      <div style={{ overflowX: 'auto', marginBottom: 16 }}>
        <Segmented
          aria-label={t('member.duplicates.reason')}
          value={reason}
          onChange={choose}
          options={REASONS.map((value) => ({ value, label: t(`member.duplicates.reason.${value}`) }))}
        />
      </div>
      {pages.error ? <ErrorText error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pairs === undefined && !pages.error ? <Skeleton active /> : null}
      {pairs?.length === 0 ? <EmptyState title={t('member.duplicates.none')} hint={t('member.duplicates.none_hint')} /> : null}
      {pairs?.map(({ first, second, reasons }) => (
        <Pair key={`${first.id}-${second.id}`} first={first} second={second} reasons={reasons} />
      ))}
      {pages.hasNextPage ? (
        <Button block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('member.duplicates.more')}
        </Button>
      ) : null}
    </>
  )
}

function Pair({ first, second, reasons }: { first: DuplicateSide; second: DuplicateSide; reasons: readonly string[] }) {
  const t = useT()
  const ask = useConfirm()
  const toast = useToast()
  const merge = useVerb(mergeMembers, { invalidates: [listDuplicates, listMembers] })
  const keep = async (winner: DuplicateSide, loser: DuplicateSide) => {
    const names = { winner: `${winner.displayName} #${winner.id}`, loser: `${loser.displayName} #${loser.id}` }
    const yes = await ask({ title: t('member.merge.ask', names), body: t('member.merge.body'), ok: t('member.merge.action') })
    if (!yes) return
    const input = { winnerId: winner.id, loserId: loser.id }
    merge.mutate(input, { onSuccess: () => toast.done(t('member.merge.done', names)), onError: toast.failed })
  }
  return (
    <Section>
      <p>
        {reasons.map((reason) => (
          <Tag key={reason} color={reason.startsWith('name') ? 'default' : 'green'}>
            {t(`member.duplicates.because.${reason}`)}
          </Tag>
        ))}
      </p>
      <div className="g-columns">
        <DuplicateCard side={first} busy={merge.isPending} onKeep={() => void keep(first, second)} />
        <DuplicateCard side={second} busy={merge.isPending} onKeep={() => void keep(second, first)} />
      </div>
      <VerbButton
        route={dismissDuplicate}
        input={{ firstId: first.id, secondId: second.id }}
        invalidates={[listDuplicates]}
        done={t('member.duplicates.dismissed')}
        button={{ type: 'text', className: 'member-not-same' }}
      >
        {t('member.duplicates.dismiss')}
      </VerbButton>
    </Section>
  )
}
