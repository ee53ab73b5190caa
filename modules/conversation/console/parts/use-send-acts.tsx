import { CallError } from '@grove/client'
import { routeKey, useClient } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { type BulkAction, type Selection, useConfirm, useViewer } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { cancelSendsRoute, getSendRoute, listSendsRoute, retrySendsRoute, settleSendsRoute } from '../../contract/index.ts'

export interface SendActs {
  /** Sends again; where it may arrive twice the person takes that over first. Answers what to say, or nothing when they thought better of it. */
  retry(ids: readonly number[]): Promise<string | undefined>
  settle(ids: readonly number[], as: 'sent' | 'failed'): Promise<string>
  cancel(ids: readonly number[]): Promise<string>
}

/** What a person may decide about sends. */
export function useSendActs(): SendActs {
  const t = useT()
  const client = useClient()
  const queries = useQueryClient()
  const ask = useConfirm()
  const fresh = () => Promise.all([listSendsRoute, getSendRoute].map((route) => queries.invalidateQueries({ queryKey: routeKey(route) })))
  const retry = async (ids: readonly number[], acceptRisk: boolean): Promise<string | undefined> => {
    try {
      const { changed } = await client.call(retrySendsRoute, { ids: [...ids], acceptRisk })
      await fresh()
      return t('send.retry_done', { count: changed })
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'send.risk_not_accepted' || acceptRisk) throw error
      const yes = await ask({
        title: t('send.risk', { count: Number(error.data['count']) }),
        body: t('send.risk_body'),
        acknowledge: t('send.risk_accept'),
        ok: t('send.retry'),
        danger: true,
      })
      return yes ? retry(ids, true) : undefined
    }
  }
  return {
    retry: (ids) => retry(ids, false),
    settle: async (ids, as) => {
      const { changed } = await client.call(settleSendsRoute, { ids: [...ids], as })
      await fresh()
      return t(`send.settled_${as}`, { count: changed })
    },
    cancel: async (ids) => {
      const { changed } = await client.call(cancelSendsRoute, { ids: [...ids] })
      await fresh()
      return t('send.cancel_done', { count: changed })
    },
  }
}

type Sends = typeof listSendsRoute
const idsOf = (selection: Selection<Sends>) => (selection.kind === 'rows' ? selection.keys.map(Number) : [])

/** The same for ticked rows. */
export function useSendBulk(): BulkAction<Sends>[] {
  const t = useT()
  const viewer = useViewer()
  const acts = useSendActs()
  if (!viewer.can('send.manage')) return []
  return [
    { key: 'retry', label: t('send.retry'), run: (selection) => acts.retry(idsOf(selection)) },
    {
      key: 'sent',
      label: t('send.settle_sent'),
      confirm: (count) => ({ title: t('send.settle_ask', { count }), body: t('send.settle_body'), ok: t('send.settle_sent') }),
      run: (selection) => acts.settle(idsOf(selection), 'sent'),
    },
    {
      key: 'cancel',
      label: t('send.cancel'),
      danger: true,
      confirm: (count) => ({ title: t('send.cancel_ask', { count }), ok: t('send.cancel'), danger: true }),
      run: (selection) => acts.cancel(idsOf(selection)),
    },
  ]
}
