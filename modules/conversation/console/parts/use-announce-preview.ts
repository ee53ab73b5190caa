import { useClient } from '@grove/client/react'
import type { OutputOf } from '@grove/kernel/contract'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { previewAnnouncementRoute } from '../../contract/index.ts'
import type { AnnounceInput } from './announce-values.ts'

const PAUSE_MS = 500

/** Asks again half a second after the last change; nothing is asked while something is missing. */
export function useAnnouncePreview(input: AnnounceInput | undefined): UseQueryResult<OutputOf<typeof previewAnnouncementRoute>, Error> {
  const client = useClient()
  const now = input ? JSON.stringify(input) : ''
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [now])
  return useQuery({
    queryKey: ['announcement preview', asked],
    queryFn: ({ signal }) => client.call(previewAnnouncementRoute, JSON.parse(asked) as AnnounceInput, { signal }),
    enabled: asked !== '',
    retry: false,
    placeholderData: keepPreviousData,
  })
}
