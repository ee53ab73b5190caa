/**
 * What a failed call means for whoever made it. A closed list: every call that fails is one of these.
 * - retry_later: nothing was done; the same call may work after a while
 * - quota_gone: a limit of the platform is used up until its period ends
 * - refused_by_receiver: the person or group on the other side is not, or no longer, within reach
 * - configuration: something has to be mended in WeCom or in the settings first; `advice` says what
 * - content_refused: the platform won't carry this content
 * - gone: the thing named does not exist (any more); mend the local copy
 * - bad_request: the call itself is wrong; asking again is pointless
 * - unknown_outcome: it may or may not have been done; look before doing it again
 */
export type WecomErrorKind =
  | 'retry_later'
  | 'quota_gone'
  | 'refused_by_receiver'
  | 'configuration'
  | 'content_refused'
  | 'gone'
  | 'bad_request'
  | 'unknown_outcome'

/** What to do about it, for the person who runs the account. */
export interface Advice {
  readonly zh: string
  readonly en: string
}
