/** Something a person tried on the other side cannot be done; the words are `sim.refused.<reason>`. */
export class Refused extends Error {
  readonly reason: RefusedReason
  readonly about: string

  constructor(reason: RefusedReason, about = '') {
    super(about ? `${reason}: ${about}` : reason)
    this.reason = reason
    this.about = about
    this.name = 'Refused'
  }
}

export type RefusedReason =
  | 'no_employee'
  | 'no_customer'
  | 'no_group'
  | 'no_code'
  | 'no_task'
  | 'no_moment'
  | 'no_transfer'
  | 'no_message'
  | 'no_app'
  | 'left_company'
  | 'already_friends'
  | 'not_friends'
  | 'contacts_full'
  | 'already_in_group'
  | 'not_in_group'
  | 'group_full'
  | 'group_closed'
  | 'not_owner'
  | 'nobody_left'
  | 'task_cancelled'
  | 'already_sent'
  | 'no_balance'
  | 'name_taken'
  | 'callback_refused'
