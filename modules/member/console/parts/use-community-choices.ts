import { useRoute } from '@grove/client/react'
import { listCommunityChoices } from '../../contract/index.ts'

/** Communities to filter by. */
export function useCommunityChoices() {
  const communities = useRoute(listCommunityChoices, {}, { staleMs: 60_000 })
  return {
    loading: communities.isPending,
    options: (communities.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
  }
}
