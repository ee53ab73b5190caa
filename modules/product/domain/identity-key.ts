/** One text for an identity; channels hold no space. */
export function identityKey(one: { readonly channel: string; readonly externalId: string }): string {
  return `${one.channel} ${one.externalId}`
}
