export {
  type CallOptions,
  createWecomClient,
  type WecomClient,
  type WecomClientOptions,
} from './client/client.ts'
export { freshMediaId, type KeptMedia, MEDIA_FRESH_MS, type MediaFile, type MediaNeed, type MediaStore } from './client/media-keeper.ts'
export { type CallCounter, type CallLimits, type Grant, grantOf, memoryCounter, PLATFORM_LIMITS } from './client/rate-limiter.ts'
export { memoryTokens, type SharedToken, type TokenStore } from './client/token-store.ts'
export { type Attachment, type Endpoint, endpointTable, wecom } from './endpoints/index.ts'
export type { Advice, WecomErrorKind } from './errors/error-kind.ts'
export { adviceOfCode, kindOfCode } from './errors/error-table.ts'
export { WecomError } from './errors/wecom-error.ts'
export { jssdkSignature } from './jssdk-signature.ts'
export { browserSignInUrl, insideSignInUrl } from './oauth.ts'
