/** How many messages a platform lets one receiver (a group or a person) have, all senders counted together, in calendar periods. */
export interface QuotaRule {
  readonly per: 'day' | 'week' | 'month'
  /** Null: as many as the month has days. */
  readonly most: number | null
}
