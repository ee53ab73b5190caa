import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const playbookErrors = defineErrors('playbook', {
  not_found: { status: 404 },
  key_taken: { status: 409, data: z.object({ key: z.string() }) },
  /** The text can't be read as a playbook: every problem with its place. */
  invalid: { status: 422, data: z.object({ problems: z.array(z.unknown()) }) },
  /** The linter found errors that are not switched off. */
  lint: { status: 422, data: z.object({ findings: z.array(z.unknown()) }) },
  nothing_to_publish: { status: 409 },
  never_published: { status: 409 },
  built_in_is_kept: { status: 409 },
  in_use: { status: 409, data: z.object({ runs: z.number() }) },
  version_not_found: { status: 404 },
  rule_not_found: { status: 404 },
  rule_forbidden: { status: 409 },
  reason_missing: { status: 422 },
})

export const runErrors = defineErrors('run', {
  not_found: { status: 404 },
  community_not_running: { status: 409, data: z.object({ state: z.string() }) },
  type_does_not_suit: { status: 422, data: z.object({ type: z.string(), suited: z.array(z.string()) }) },
  parameter_missing: { status: 422, data: z.object({ parameter: z.string() }) },
  parameter_wrong: { status: 422, data: z.object({ parameter: z.string(), expected: z.string() }) },
  already_running: { status: 409, data: z.object({ runId: z.number() }) },
  not_active: { status: 409, data: z.object({ state: z.string() }) },
  ended: { status: 409 },
  step_not_found: { status: 404, data: z.object({ step: z.string() }) },
  same_version: { status: 409 },
  /** Named one by one; nothing was started. */
  some_refused: {
    status: 409,
    data: z.object({
      ready: z.number(),
      count: z.number(),
      refused: z.array(
        z.object({ communityId: z.number(), name: z.string().nullable(), code: z.string(), data: z.record(z.string(), z.unknown()) }),
      ),
    }),
  },
  too_many_communities: { status: 422, data: z.object({ most: z.number(), count: z.number() }) },
  nothing_chosen: { status: 422 },
  start_too_far: { status: 422, data: z.object({ days: z.number() }) },
})
