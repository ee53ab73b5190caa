import { defineModule, endpoint } from '@grove/kernel/server'
import * as contract from '../contract/index.ts'
import { amendRun } from './amend-run.ts'
import { playbookNames } from './audit-names.ts'
import { changeRuns } from './change-runs.ts'
import { checkPlaybook } from './check-playbook.ts'
import { listCompliance, setCompliance } from './compliance.ts'
import { createPlaybook } from './create-playbook.ts'
import { archivePlaybook, getPlaybook, publishPlaybook, saveDraft } from './edit-playbook.ts'
import { formatText, playbookSchema } from './format-text.ts'
import { getRun, listRuns } from './get-run.ts'
import { getVersion } from './get-version.ts'
import { installBuiltin } from './install-builtin.ts'
import { playbookLoop } from './loop.ts'
import { migrateRun, previewMigration } from './migrate-run.ts'
import { previewPlaybook, simulatePlaybook } from './preview-playbook.ts'
import { getCalendar, getRunUpcoming } from './read-calendar.ts'
import { readLibrary, readVersions } from './read-library.ts'
import { playbookWords } from './read-words.ts'
import { playbookReader } from './reader.ts'
import { startRun } from './start-run.ts'
import { startRuns } from './start-runs.ts'
import { listStartable } from './list-startable.ts'
import { previewStart } from './preview-start.ts'
import { listUnreached } from './list-unreached.ts'
import { listLintRules, switchLintRule } from './switch-lint-rule.ts'
import { playbooksNamingSegments } from './name-segments.ts'
import { playbooksNamingFields } from './name-fields.ts'
import { playbookOrigin } from './touch-origin.ts'
import { playbooksNamingTags } from './name-tags.ts'
import { playbookToday } from './today-source.ts'
import { memberRows } from './member-rows.ts'

export { changeRuns } from './change-runs.ts'
export { addVersion } from './edit-playbook.ts'
export { getCalendar } from './read-calendar.ts'
export { installBuiltin } from './install-builtin.ts'
export { startRun } from './start-run.ts'
export { PLACE_SIZE } from './store-place.ts'

const EVERYBODY = ['head', 'operator', 'owner', 'sales', 'viewer'] as const

/** Playbooks: the written method, its versions, and its runs. */
export const playbook = defineModule({
  name: 'playbook',
  tier: 3,
  rights: {
    'playbook.read': EVERYBODY,
    'playbook.write': ['head', 'operator'],
    'compliance.manage': ['head'],
    'run.read': EVERYBODY,
    'run.write': ['head', 'operator', 'owner'],
  },
  errors: { $codes: new Map([...contract.playbookErrors.$codes, ...contract.runErrors.$codes]) },
  events: [...contract.playbookEvents],
  api: [
    endpoint(contract.listPlaybooks, async (ctx, input) => ({ items: await readLibrary(ctx, input) })),
    endpoint(contract.getPlaybook, getPlaybook),
    endpoint(contract.createPlaybook, createPlaybook),
    endpoint(contract.saveDraft, saveDraft),
    endpoint(contract.publishPlaybook, publishPlaybook),
    endpoint(contract.archivePlaybook, archivePlaybook),
    endpoint(contract.listVersions, async (ctx, input) => ({ items: await readVersions(ctx, input.id) })),
    endpoint(contract.getVersion, getVersion),
    endpoint(contract.checkPlaybook, checkPlaybook),
    endpoint(contract.formatText, formatText),
    endpoint(contract.playbookSchema, playbookSchema),
    endpoint(contract.playbookWords, playbookWords),
    endpoint(contract.listLintRules, listLintRules),
    endpoint(contract.switchLintRule, switchLintRule),
    endpoint(contract.listCompliance, listCompliance),
    endpoint(contract.setCompliance, setCompliance),
    endpoint(contract.previewPlaybook, previewPlaybook),
    endpoint(contract.listUnreached, listUnreached),
    endpoint(contract.simulatePlaybook, simulatePlaybook),
    endpoint(contract.startRun, startRun),
    endpoint(contract.listStartable, listStartable),
    endpoint(contract.previewStart, previewStart),
    endpoint(contract.startRuns, startRuns),
    endpoint(contract.listRuns, listRuns),
    endpoint(contract.getRun, getRun),
    endpoint(contract.getRunUpcoming, getRunUpcoming),
    endpoint(contract.changeRuns, changeRuns),
    endpoint(contract.amendRun, amendRun),
    endpoint(contract.previewMigration, previewMigration),
    endpoint(contract.migrateRun, migrateRun),
    endpoint(contract.getCalendar, getCalendar),
  ],
  readers: [playbookReader],
  loops: [playbookLoop],
  provides: [
    playbookToday,
    playbookOrigin,
    playbooksNamingTags,
    playbooksNamingSegments,
    playbooksNamingFields,
    memberRows,
    ...playbookNames,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  seed: installBuiltin,
})
