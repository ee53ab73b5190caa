/** Why a callback was not let in. The sender never learns which: it gets a bare 4xx. */
export type RefusedReason =
  | 'bad_aes_key'
  | 'bad_query'
  | 'bad_signature'
  | 'too_old'
  | 'bad_envelope'
  | 'bad_xml'
  | 'bad_base64'
  | 'bad_cipher'
  | 'wrong_receiver'
  | 'too_large'

export class CallbackRefused extends Error {
  readonly reason: RefusedReason

  constructor(reason: RefusedReason, message: string) {
    super(message)
    this.name = 'CallbackRefused'
    this.reason = reason
  }
}
