import { z } from 'zod'

declare const workspaceBrand: unique symbol

/** Number of a workspace. Only the gate (HTTP, job runner, CLI) mints one, so forgetting the scope does not compile. */
export type WorkspaceId = number & { readonly [workspaceBrand]: true }

/** Row identifier: a positive bigint that stays exact in JavaScript (below 2^53). */
export const id = z.number().int().positive()
export type Id = number

/** The same in a path or query string. */
export const idParam = z.coerce.number().int().positive()
