import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { text } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { localDate } from './local-time.ts'

export const playbookBrief = z.object({
  description: text.nullable(),
  goal: text.nullable(),
  figure: z.string().nullable(),
  /** A duration of the language, `14d`; null goes on until it is stopped. */
  lasts: z.string().nullable(),
  steps: z.number().int(),
  /** Steps a person does or confirms. */
  byPeople: z.number().int(),
})

export const playbookRow = z.object({
  id,
  key: z.string(),
  title: text,
  source: z.enum(['built_in', 'own']),
  communityTypes: z.array(z.string()),
  latestVersion: z.number().int(),
  hasDraft: z.boolean(),
  archived: z.boolean(),
  /** Runs at work now. */
  activeRuns: z.number().int(),
  updatedAt: moment,
  /** What the newest version is for and what it costs; null until one is published. */
  brief: playbookBrief.nullable(),
})
export type PlaybookRow = z.infer<typeof playbookRow>

export const versionRow = z.object({
  id,
  number: z.number().int(),
  note: z.string(),
  createdAt: moment,
  createdBy: z.string().nullable(),
  runs: z.number().int(),
})

export const runState = z.enum(['active', 'paused', 'stopped', 'done'])
export type RunState = z.infer<typeof runState>

/** Values of the playbook's parameters, by key. */
export const runParams = z.record(z.string(), z.union([z.string().max(2000), z.number()]))

export const runRow = z.object({
  id,
  playbookId: id,
  playbookTitle: text,
  version: z.number().int(),
  communityId: id,
  communityName: z.string(),
  communityType: z.string(),
  state: runState,
  startDay: localDate,
  startedAt: moment,
  endedAt: moment.nullable(),
  endReason: z.string().nullable(),
  nextAt: moment.nullable(),
  /** Whose moment that is: of the group, or of the first of the members, each of whom goes at a pace of their own; null without one. */
  nextFor: z.enum(['community', 'member']).nullable(),
  membersOn: z.number().int(),
})
export type RunRow = z.infer<typeof runRow>

/** What a step of a run did so far; `sends` are touches, the rest counts members (1 for the group). */
export const stepFigures = z.object({
  step: z.string(),
  title: text,
  acted: z.number().int(),
  missed: z.number().int(),
  skipped: z.number().int(),
  lastAt: moment.nullable(),
  variants: z.array(z.object({ variant: z.string(), members: z.number().int() })),
  reasons: z.array(z.object({ ending: z.string(), reason: z.string(), members: z.number().int() })),
})
