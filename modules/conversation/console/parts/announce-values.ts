import { momentOf } from '@grove/calendar'
import type { CommunityType } from '@grove/community/contract'
import type { CallOf } from '@grove/kernel/contract'
import { announcementForm, type createAnnouncementRoute } from '../../contract/index.ts'

/** The form as it is filled in. */
export interface AnnounceValues {
  readonly title: string
  readonly to: 'communities' | 'filter' | 'members'
  readonly communityIds?: readonly number[]
  readonly type?: CommunityType | null
  readonly communityId?: number | null
  readonly memberIds?: readonly number[]
  readonly text: string
  readonly linkUrl?: string
  readonly linkTitle?: string
  readonly pin?: boolean
  readonly mentionAll?: boolean
  readonly when: 'now' | 'later'
  /** Local, `YYYY-MM-DDTHH:mm`. */
  readonly at?: string
  readonly exempt?: boolean
}

export type AnnounceInput = CallOf<typeof createAnnouncementRoute>

/** What the form starts with: the group (and members) somebody came from, or all groups. */
export function startOf(communityIds: readonly number[], memberIds: readonly number[]): Partial<AnnounceValues> {
  const [communityId] = communityIds
  if (communityId && memberIds.length > 0) return { to: 'members', communityId, memberIds, when: 'now' }
  return communityId ? { to: 'communities', communityIds, when: 'now' } : { to: 'filter', when: 'now' }
}

/** The input of the verb; undefined while something is missing. */
export function announcementOf(values: AnnounceValues, zone: string): AnnounceInput | undefined {
  const audience =
    values.to === 'members'
      ? { kind: 'members', communityId: values.communityId, memberIds: values.memberIds }
      : values.to === 'communities'
        ? { kind: 'communities', communityIds: values.communityIds }
        : { kind: 'filter', type: values.type ?? null }
  const [day, time] = values.when === 'later' ? (values.at?.split('T') ?? []) : []
  if (values.when === 'later' && !(day && time)) return undefined
  const link = values.linkUrl ? [{ kind: 'link', url: values.linkUrl, title: values.linkTitle || values.linkUrl }] : []
  const group = values.to !== 'members'
  const input = {
    title: values.title ?? '',
    content: {
      parts: [{ kind: 'text', text: values.text ?? '' }, ...link],
      ...(group && values.pin ? { pin: true } : {}),
      ...(group && values.mentionAll ? { mentionAll: true } : {}),
    },
    audience,
    at: day && time ? new Date(momentOf(day, time, zone)).toISOString() : null,
    exempt: values.exempt ?? false,
  }
  return announcementForm.safeParse(input).success ? (input as AnnounceInput) : undefined
}
