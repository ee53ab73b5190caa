import { communityFilter, communitySummary } from '@grove/community/contract'
import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { text } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { amendment } from './amendment.ts'
import { clockTime, key, localDate } from './local-time.ts'
import { ownerLoad, preview, simulation } from './preview.ts'
import { playbookRow, runParams, runRow, runState, stepFigures, versionRow } from './model.ts'

const onePlaybook = z.object({ id: idParam })
const oneRun = z.object({ id: idParam })
const playbookText = z.string().min(1).max(400_000)
const TEXT_BYTES = 1_000_000
/** Communities one start takes at most. */
export const MOST_STARTED = 500

/** A problem of the text: where, what, and what to write instead (words under `playbook.problem.<code>`). */
export const problem = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  line: z.number().int(),
  column: z.number().int(),
  code: z.string(),
  data: z.record(z.string(), z.unknown()),
  hint: z.string().optional(),
})
export const lintFinding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  path: z.array(z.union([z.string(), z.number()])),
  line: z.number().int(),
  message: text,
  hint: text.optional(),
})
export const checked = z.object({ ok: z.boolean(), problems: z.array(problem), findings: z.array(lintFinding) })

export const listPlaybooks = route({
  method: 'GET',
  path: '/api/playbooks',
  summary: 'The library: built-in and own playbooks',
  access: { right: 'playbook.read' },
  input: z.object({ type: z.string().max(20).optional(), archived: z.stringbool().default(false) }),
  output: z.object({ items: z.array(playbookRow) }),
})
export const getPlaybook = route({
  method: 'GET',
  path: '/api/playbooks/:id',
  summary: 'One playbook: the text being written, or the newest version',
  access: { right: 'playbook.read' },
  input: onePlaybook,
  output: playbookRow.extend({ text: z.string(), definition: z.unknown(), check: checked }),
})
export const createPlaybook = route({
  method: 'POST',
  path: '/api/playbooks',
  summary: 'A new playbook from a text, or as a copy of another',
  access: { right: 'playbook.write' },
  input: z.object({ text: playbookText.optional(), copyOf: id.optional(), key: z.string().max(48).optional() }),
  output: playbookRow,
  maxBytes: TEXT_BYTES,
})
export const saveDraft = route({
  method: 'PUT',
  path: '/api/playbooks/:id/draft',
  summary: 'Keep the text being written; it may still have problems',
  access: { right: 'playbook.write' },
  input: onePlaybook.extend({ text: playbookText }),
  output: checked,
  maxBytes: TEXT_BYTES,
})
export const publishPlaybook = route({
  method: 'POST',
  path: '/api/playbooks/:id/publish',
  summary: 'Make the draft the next version; running ones keep theirs',
  access: { right: 'playbook.write' },
  input: onePlaybook.extend({ note: z.string().trim().max(500).default('') }),
  output: z.object({ version: z.number().int(), runsOnOlder: z.number().int() }),
})
export const archivePlaybook = route({
  method: 'POST',
  path: '/api/playbooks/:id/archive',
  summary: 'Put a playbook away, or take it out again',
  access: { right: 'playbook.write' },
  input: onePlaybook.extend({ archived: z.boolean() }),
  output: playbookRow,
})
export const listVersions = route({
  method: 'GET',
  path: '/api/playbooks/:id/versions',
  summary: 'Versions, newest first',
  access: { right: 'playbook.read' },
  input: onePlaybook,
  output: z.object({ items: z.array(versionRow) }),
})
export const getVersion = route({
  method: 'GET',
  path: '/api/playbooks/:id/versions/:number',
  summary: 'One version: its text and what it changed against the one before',
  access: { right: 'playbook.read' },
  input: onePlaybook.extend({ number: z.coerce.number().int().positive() }),
  output: versionRow.extend({ text: z.string(), definition: z.unknown(), changes: z.array(z.unknown()) }),
})
export const checkPlaybook = route({
  method: 'POST',
  path: '/api/playbook-check',
  summary: 'Problems and lint findings of a text, nothing kept',
  access: { right: 'playbook.read' },
  input: z.object({ text: playbookText }),
  output: checked.extend({ definition: z.unknown() }),
  maxBytes: TEXT_BYTES,
})
export const formatText = route({
  method: 'POST',
  path: '/api/playbook-format',
  summary: 'The text of a definition: what the table view edited, written down',
  access: { right: 'playbook.read' },
  input: z.object({ definition: z.record(z.string(), z.unknown()) }),
  output: z.object({ text: z.string() }),
  maxBytes: TEXT_BYTES,
})
export const playbookSchema = route({
  method: 'GET',
  path: '/api/playbook-schema',
  summary: 'JSON Schema of the playbook language',
  access: 'public',
  input: z.object({}),
  output: z.unknown(),
})
/** The words a playbook may use here: what the editor offers. */
export const playbookWords = route({
  method: 'GET',
  path: '/api/playbook-words',
  summary: 'Actions, triggers, conditions and variables that steps may use',
  access: { right: 'playbook.read' },
  input: z.object({}),
  output: z.object({
    actions: z.array(z.object({ kind: z.string(), title: text, level: z.string(), outward: z.boolean() })),
    triggers: z.array(z.object({ kind: z.string(), title: text, level: z.string() })),
    conditions: z.array(z.object({ kind: z.string(), title: text })),
    variables: z.array(z.object({ name: z.string(), title: text, level: z.string(), example: z.string() })),
  }),
})
export const listLintRules = route({
  method: 'GET',
  path: '/api/lint-rules',
  summary: 'Rules of the method, and which are switched off here',
  access: { right: 'playbook.read' },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        severity: z.enum(['error', 'warning']),
        title: text,
        reason: text,
        off: z.object({ reason: z.string(), at: moment, by: z.string().nullable() }).nullable(),
      }),
    ),
  }),
})
export const complianceMode = z.enum(['warn', 'forbid', 'allow'])
export const listCompliance = route({
  method: 'GET',
  path: '/api/compliance',
  summary: 'Rules of platforms, how strict this workspace is about each, and which playbooks may break one',
  access: { right: 'playbook.read' },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        rule: z.string(),
        topic: z.enum(['fission', 'check_in', 'forced_share']),
        title: text,
        reason: text,
        example: text,
        allowed: text,
        mode: complianceMode,
        /** Why it may be broken here. */
        why: z.string(),
        at: moment.nullable(),
        by: z.string().nullable(),
        playbooks: z.array(z.object({ id, title: text })),
      }),
    ),
  }),
})
export const setCompliance = route({
  method: 'PUT',
  path: '/api/compliance/:rule',
  summary: 'How strict the workspace is: warn, forbid (nothing that breaks it is published), or allow with a reason',
  access: { right: 'compliance.manage' },
  input: z.object({ rule: z.string().max(60), mode: complianceMode, why: z.string().trim().max(300).default('') }),
  output: z.object({ mode: complianceMode }),
})
export const switchLintRule = route({
  method: 'PUT',
  path: '/api/lint-rules/:rule',
  summary: 'Switch a rule off (with a reason) or on again',
  access: { right: 'playbook.write' },
  input: z.object({ rule: z.string().max(60), off: z.boolean(), reason: z.string().trim().max(300).default('') }),
  output: z.object({ off: z.boolean() }),
})

const ask = z.object({
  /** A text being written; without it the newest version of `playbookId`. */
  text: playbookText.optional(),
  playbookId: id.optional(),
  version: z.number().int().optional(),
  startDay: localDate,
  communityId: id.optional(),
  params: runParams.default({}),
  days: z.number().int().min(1).max(400).default(31),
})
export const previewPlaybook = route({
  method: 'POST',
  path: '/api/playbook-preview',
  summary: 'Calendar of everything that would happen, what would be blocked and what needs a person',
  access: { right: 'playbook.read' },
  input: ask.extend({ members: z.number().int().min(0).max(5000).default(50), joinsPerDay: z.number().min(0).max(500).default(5) }),
  output: preview,
  maxBytes: TEXT_BYTES,
})
export const listUnreached = route({
  method: 'GET',
  path: '/api/communities/:communityId/unreached',
  summary: 'The members behind a number of the forecast',
  access: { right: 'playbook.read' },
  input: pageInput.extend({ communityId: idParam, key: z.string().min(1).max(400) }),
  output: pageOf(z.object({ id, name: z.string(), used: z.number().int().nullable(), most: z.number().int().nullable() })),
})
export const simulatePlaybook = route({
  method: 'POST',
  path: '/api/playbook-simulate',
  summary: 'The same with invented members who answer, leave and stay silent by given rates',
  access: { right: 'playbook.read' },
  input: ask.extend({
    members: z.number().int().min(1).max(2000).default(200),
    joinsPerDay: z.number().min(0).max(500).default(5),
    answerRate: z.number().min(0).max(1).default(0.3),
    leaveRate: z.number().min(0).max(1).default(0.01),
    speakRate: z.number().min(0).max(1).default(0.15),
    doneRate: z.number().min(0).max(1).default(0.9),
    seed: z.string().max(60).default('1'),
  }),
  output: simulation,
  maxBytes: TEXT_BYTES,
})

export const startRun = route({
  method: 'POST',
  path: '/api/runs',
  summary: 'Start a playbook in a community; steps already past due are not sent',
  access: { right: 'run.write' },
  input: z.object({
    playbookId: id,
    version: z.number().int().optional(),
    communityId: id,
    startDay: localDate,
    params: runParams.default({}),
    /** Lint warnings and a second run of the same playbook in one community need this said. */
    confirm: z.boolean().default(false),
  }),
  output: runRow,
})
/** Communities by number, or all that suit and match. */
const chosenFilter = communityFilter.omit({ state: true })
export const chosenCommunities = z.union([
  z.object({ ids: z.array(id).min(1).max(MOST_STARTED) }).strict(),
  z.object({ filter: chosenFilter }).strict(),
])
export type ChosenCommunities = z.infer<typeof chosenCommunities>
/** Why a playbook does not start in one of them: an error's code and its data. */
export const startRefusal = z.object({
  communityId: id,
  /** Null where the actor may not see it. */
  name: z.string().nullable(),
  code: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type StartRefusal = z.infer<typeof startRefusal>
const manyRuns = z.object({
  playbookId: id,
  version: z.number().int().optional(),
  communities: chosenCommunities,
  startDay: localDate,
  params: runParams.default({}),
  /** A second run where one is at work is meant. */
  confirm: z.boolean().default(false),
})
export const listStartable = route({
  method: 'GET',
  path: '/api/playbooks/:id/communities',
  summary: 'Communities in which this playbook can be put to work, by filter',
  access: { right: 'run.write' },
  input: pageInput.extend(chosenFilter.shape).extend({ id: idParam }),
  output: pageOf(communitySummary.extend({ running: z.boolean() })),
})
export const previewStart = route({
  method: 'POST',
  path: '/api/runs/start-preview',
  summary: 'What starting in all of these communities would do: who is ready, who is refused, the first weeks and the work of each owner',
  access: { right: 'run.write' },
  input: manyRuns.extend({ days: z.number().int().min(1).max(62).default(31) }),
  output: z.object({
    ready: z.array(z.object({ communityId: id, name: z.string(), members: z.number().int() })),
    refused: z.array(startRefusal),
    /** Sums over all communities that are ready. */
    preview,
    owners: z.array(ownerLoad),
  }),
})
export const startRuns = route({
  method: 'POST',
  path: '/api/runs/start-many',
  summary: 'Start a playbook in many communities at once; nothing starts while one is refused, unless the rest is accepted',
  access: { right: 'run.write' },
  input: manyRuns.extend({ acceptRest: z.boolean().default(false) }),
  output: z.object({
    started: z.array(z.object({ runId: id, communityId: id, communityName: z.string() })),
    refused: z.array(startRefusal),
  }),
})
export const runFilter = z.object({
  state: runState.optional(),
  playbookId: idParam.optional(),
  communityId: idParam.optional(),
})
export const listRuns = route({
  method: 'GET',
  path: '/api/runs',
  summary: 'Runs, newest first',
  access: { right: 'run.read' },
  input: pageInput.extend(runFilter.shape),
  output: pageOf(runRow),
})
export const getRun = route({
  method: 'GET',
  path: '/api/runs/:id',
  summary: 'One run: what each step did, what comes next, its figures',
  access: { right: 'run.read' },
  input: oneRun,
  output: runRow.extend({
    zone: z.string(),
    params: runParams,
    amendments: z.array(amendment),
    latestVersion: z.number().int(),
    definition: z.unknown(),
    steps: z.array(stepFigures),
  }),
})
/** A moment of the calendar: of a run at work or of one that is only planned. */
export const plannedItem = z.object({
  runId: id,
  playbookTitle: text,
  communityId: id,
  communityName: z.string(),
  communityType: z.string(),
  at: moment,
  step: z.string(),
  /** Which time of a repeated step, as `amendRun` skips it. */
  occurrence: z.number().int(),
  title: text,
  who: z.string(),
  kind: z.string(),
  marketing: z.string(),
  topic: z.string().nullable(),
  needs: z.enum(['system', 'confirm', 'person']),
  track: z.enum(['community', 'member']),
  /** What became of it, once its time is past: acted, missed, skipped, asked; null before. */
  ending: z.string().nullable(),
  members: z.number().int().nullable(),
  /**
   * Known because of what members did, for those who wait now: `due` it follows another step, `wait` their answer is waited for until then,
   * `fallback` done then unless a person was faster. Null: by the clock.
   */
  waiting: z.enum(['due', 'wait', 'fallback']).nullable(),
})
export const getRunUpcoming = route({
  method: 'GET',
  path: '/api/runs/:id/upcoming',
  summary: 'What this run does next',
  access: { right: 'run.read' },
  input: oneRun.extend({ days: z.coerce.number().int().min(1).max(62).default(14) }),
  output: z.object({ items: z.array(plannedItem) }),
})
export const changeRuns = route({
  method: 'POST',
  path: '/api/runs/change',
  summary: 'Pause, resume or stop runs, or shift what is left of them by days',
  access: { right: 'run.write' },
  input: z.object({
    ids: z.array(id).min(1).max(500),
    change: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('pause') }),
      z.object({ kind: z.literal('resume') }),
      z.object({ kind: z.literal('stop'), reason: z.string().trim().min(1).max(300) }),
      z.object({ kind: z.literal('shift'), days: z.number().int().min(-60).max(60) }),
    ]),
  }),
  output: z.object({ changed: z.array(id), unchanged: z.array(z.object({ id, state: runState })) }),
})
export const amendRun = route({
  method: 'PATCH',
  path: '/api/runs/:id',
  summary: 'Skip a step, or change its time or words, for this run only',
  access: { right: 'run.write' },
  input: oneRun.extend({
    change: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('skip'), step: key, occurrence: z.number().int().optional() }),
      z.object({ kind: z.literal('change'), step: key, time: clockTime.optional(), with: z.record(z.string(), z.unknown()).optional() }),
      z.object({ kind: z.literal('end'), day: localDate }),
      /** Takes one change back, by its place in the list; what already happened stays. */
      z.object({ kind: z.literal('undo'), index: z.number().int().min(0) }),
    ]),
  }),
  output: z.object({ amendments: z.array(amendment) }),
})
export const previewMigration = route({
  method: 'GET',
  path: '/api/runs/:id/migration',
  summary: 'What moving this run to a newer version would change; nothing past due would be sent',
  access: { right: 'run.read' },
  input: oneRun.extend({ version: z.coerce.number().int().positive() }),
  output: z.object({ changes: z.array(z.unknown()), pastDue: z.array(z.string()), next: z.array(plannedItem) }),
})
export const migrateRun = route({
  method: 'POST',
  path: '/api/runs/:id/migrate',
  summary: 'Move this run to another version; steps already past due there are not sent',
  access: { right: 'run.write' },
  input: oneRun.extend({ version: z.number().int().positive() }),
  output: runRow,
})
export const getCalendar = route({
  method: 'GET',
  path: '/api/calendar',
  summary: 'What all runs did and will do between two days',
  access: { right: 'run.read' },
  input: z.object({
    from: localDate,
    to: localDate,
    type: z.string().max(20).optional(),
    communityId: idParam.optional(),
    ownerStaffId: idParam.optional(),
  }),
  output: z.object({
    items: z.array(plannedItem),
    /** The bound was reached: ask for fewer days. */
    cut: z.boolean(),
    /** Minutes at which one owner has steps in more than ten groups. */
    overloads: z.array(z.object({ at: moment, staffId: id, staffName: z.string(), groups: z.number().int() })),
  }),
})
