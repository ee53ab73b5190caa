import type { ChannelLack } from '@grove/channel-kit/contract'
import { useRoute } from '@grove/client/react'
import { getCommunity } from '@grove/community/contract'
import { listChannelsRoute } from '../../contract/index.ts'
import { ChannelLacks } from './channel-lacks.tsx'

/** What the channel of a community lacks, as far as the place on the page is about it. */
export default function CommunityLacks({ communityId, about }: { readonly communityId: number; readonly about: readonly string[] }) {
  const known = useLacks(communityId)
  if (!known) return null
  const { channel, lacks } = known
  return <ChannelLacks rows={lacks.filter((lack) => about.includes(lack)).map((lack) => ({ channel, lack }))} />
}

/** Undefined until both are known. */
export function useLacks(communityId: number): { readonly channel: string; readonly lacks: readonly ChannelLack[] } | undefined {
  const community = useRoute(getCommunity, { id: communityId }, { staleMs: 60_000 })
  const channels = useRoute(listChannelsRoute, {}, { staleMs: 60_000 })
  const kind = channels.data?.items.find((one) => one.kind === community.data?.channel)
  return kind && { channel: kind.kind, lacks: kind.lacks }
}
