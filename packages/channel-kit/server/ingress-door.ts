import { extensionPoint, type SystemCtx } from '@grove/kernel/server'

/**
 * Where a platform calls us. It is no route of the product: nobody signs in, the platform's own signature is all there is, and it is
 * answered before any work. An ingress process opens these doors and nothing else.
 */
export interface IngressDoor {
  /** Two numbers in the path: `/in/post/:workspace/:account`. */
  readonly path: string
  /** Larger bodies are refused unread. */
  readonly maxBytes: number
  answer(system: SystemCtx, call: IngressCall): Promise<IngressAnswer>
}

export interface IngressCall {
  readonly method: 'GET' | 'POST'
  readonly workspaceId: number
  readonly accountId: number
  readonly query: URLSearchParams
  readonly body: string
}

/** Plain text, empty unless told. Thousands of these are made a second, so it is no more than it has to be. */
export interface IngressAnswer {
  readonly status: number
  readonly text?: string
}

export const ingressDoors = extensionPoint<IngressDoor>('channel.ingress')
