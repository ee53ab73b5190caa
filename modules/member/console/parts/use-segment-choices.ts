import { useRoute } from '@grove/client/react'
import { listSegmentChoices } from '../../contract/index.ts'

/** Segments to filter by, or lists to put members into. */
export function useSegmentChoices({ lists = false, enabled = true } = {}) {
  const segments = useRoute(listSegmentChoices, lists ? { lists: 'true' } : {}, { staleMs: 60_000, enabled })
  return {
    loading: segments.isPending,
    options: (segments.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
  }
}
