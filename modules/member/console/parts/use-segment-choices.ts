import { useRoute } from '@grove/client/react'
import { listSegmentChoices } from '../../contract/index.ts'

/** Segments to filter by. */
export function useSegmentChoices() {
  const segments = useRoute(listSegmentChoices, {}, { staleMs: 60_000 })
  return {
    loading: segments.isPending,
    options: (segments.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
  }
}
