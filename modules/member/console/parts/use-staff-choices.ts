import { useRoute } from '@grove/client/react'
import { listStaff } from '@grove/identity/contract'

/** Colleagues to choose an owner from. */
export function useStaffChoices(enabled = true) {
  const staff = useRoute(listStaff, { limit: 200, active: true }, { enabled, staleMs: 60_000 })
  return {
    loading: staff.isPending && enabled,
    options: (staff.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.displayName })),
  }
}
