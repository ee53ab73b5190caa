import { createHash } from 'node:crypto'
import { type CallbackEvent, readEvent } from '@grove/wecom-api/callback'

/** What has to be fetched again because of an event. */
export interface Hint {
  readonly kind: 'customer' | 'group' | 'tags' | 'staff'
  readonly key: string
  /** The version of a group's members the event speaks of. */
  readonly want: string | null
}

export interface ReadBody {
  readonly kind: string
  readonly dedupe: string
  readonly event: CallbackEvent | null
}

/**
 * An envelope's content, with the name under which a repeated delivery is the same. Two customers added in one second differ in their ids,
 * so every field is part of it, in any order. What can't be read is kept under the hash of its text.
 */
export function readBody(xml: string): ReadBody {
  let event: CallbackEvent
  try {
    event = readEvent(xml)
  } catch {
    return { kind: '', dedupe: hash(xml), event: null }
  }
  const fields = Object.entries(event.fields).sort(([a], [b]) => (a < b ? -1 : 1))
  const lists = Object.entries(event.lists).sort(([a], [b]) => (a < b ? -1 : 1))
  return { kind: event.key.slice(0, 120), dedupe: hash(JSON.stringify([fields, lists, event.nested])), event }
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 32)

const LONGEST_ID = 512

/** Ids of the platform have 64 letters at most. What is far longer is none, and no index has room for it: one such row would keep out all that are written with it. */
export const isId = (value: string | undefined): value is string => value !== undefined && value !== '' && value.length <= LONGEST_ID

/** Nothing to fetch because of these. */
const NO_WORK =
  /^(?:text|image|voice|video|file|link|location|event:(?:subscribe|unsubscribe|enter_agent|click|view|LOCATION|template_card_event|template_card_menu_event|batch_job_result|change_app_admin|upload_media_job_finish|msgaudit_notify|kf_msg_or_event|kf_account_auth_change|taskcard_click|customer_acquisition(?::\w+)?))$/

/** What an event means for the copy. Null: nobody knows this event. Order and repetition don't matter: each only says where to look. */
export function meaningOf(event: CallbackEvent): Hint[] | null {
  const { fields } = event
  switch (fields['Event']) {
    case 'change_external_contact':
      return isId(fields['ExternalUserID']) ? [{ kind: 'customer', key: fields['ExternalUserID'], want: null }] : null
    case 'change_external_chat':
      return isId(fields['ChatId']) ? [{ kind: 'group', key: fields['ChatId'], want: fields['CurMemVer'] || null }] : null
    case 'change_external_tag':
      return [{ kind: 'tags', key: '', want: null }]
    case 'change_contact':
      return [{ kind: 'staff', key: '', want: null }]
    default:
      return NO_WORK.test(event.key) ? [] : null
  }
}
