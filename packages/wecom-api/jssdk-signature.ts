import { createHash } from 'node:crypto'

/** Signature for `ww.register`: the address of the page without its "#…", and not encoded again. */
export function jssdkSignature(given: { ticket: string; nonce: string; timestamp: number; url: string }): string {
  const url = given.url.split('#', 1)[0] ?? ''
  const text = `jsapi_ticket=${given.ticket}&noncestr=${given.nonce}&timestamp=${given.timestamp}&url=${url}`
  return createHash('sha1').update(text).digest('hex')
}
