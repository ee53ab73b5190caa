/** Text becomes CDATA, numbers stay bare, lists become repeated items. */
export type CallbackField = string | number | readonly string[]

/** Something that happened and that apps are told of. */
export interface CallbackEvent {
  /** `Event`, e.g. change_external_contact. */
  readonly event: string
  readonly changeType?: string
  readonly fields: Readonly<Record<string, CallbackField | undefined>>
  /** Employees it concerns: apps that see none of them hear nothing. Empty concerns every app. */
  readonly userids: readonly string[]
  /** Set for events of one app only. */
  readonly agentId?: number
  readonly from?: string
}
