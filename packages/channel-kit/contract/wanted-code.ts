export type CodeKind = 'person' | 'group'

/** What a code should be on its platform, as a whole: what is not said here is none of ours and stays as it is there. */
export interface WantedCode {
  readonly kind: CodeKind
  /** Comes back with everybody who comes through it; at most 30 letters. */
  readonly state: string
  readonly remark: string
  /** The people who are added in turn, or the groups people land in, the first with room first. */
  readonly targets: readonly string[]
  /** People: added without being asked. Groups: the platform makes another one when all are full. */
  readonly open: boolean
  /** What such a group is called, before its number. */
  readonly baseName: string
}
