import type { Ctx } from '@grove/kernel/server'
import type { Definition } from '../contract/index.ts'
import { compile, type Plan, type Run } from '../domain/index.ts'
import { languageOf } from './language.ts'
import { findVersionById, stepNumbers } from './store-playbook.ts'
import { findRuns, type StoredRun } from './store-run.ts'

/** A run ready for the interpreter. */
export interface RunAtWork {
  readonly stored: StoredRun
  readonly run: Run
  readonly plan: Plan
  /** Row numbers of steps by key; a fallback stands under `key!fallback`. */
  readonly numbers: ReadonlyMap<string, number>
}

interface Compiled {
  readonly plan: Plan
  readonly numbers: ReadonlyMap<string, number>
}

/** Versions never change, so what is compiled is kept; the number bounds the memory. */
const KEPT = 500
const caches = new WeakMap<object, Map<string, Promise<Compiled>>>()

export async function compiledVersion(ctx: Ctx, versionId: number): Promise<Compiled> {
  const cache = caches.get(ctx.app) ?? new Map<string, Promise<Compiled>>()
  caches.set(ctx.app, cache)
  const name = `${ctx.workspaceId}/${versionId}`
  const known = cache.get(name)
  if (known) return known
  const made = compileVersion(ctx, versionId)
  cache.set(name, made)
  made.catch(() => cache.delete(name))
  const oldest = cache.size > KEPT ? cache.keys().next().value : undefined
  if (oldest !== undefined) cache.delete(oldest)
  return made
}

async function compileVersion(ctx: Ctx, versionId: number): Promise<Compiled> {
  const version = await findVersionById(ctx, versionId)
  if (!version) throw new Error(`playbook version ${versionId} is gone`)
  return { plan: compile(version.definition as Definition, languageOf(ctx.app)), numbers: await stepNumbers(ctx, version.playbookId) }
}

export function runOf(ctx: Ctx, stored: StoredRun): Run {
  return {
    zone: stored.zone,
    startAt: stored.startAt.getTime(),
    startDay: stored.startDay,
    parameters: stored.params,
    seed: `${ctx.seed}/run/${stored.id}`,
    amendments: stored.amendments,
  }
}

export async function atWork(ctx: Ctx, stored: StoredRun): Promise<RunAtWork> {
  return { stored, run: runOf(ctx, stored), ...(await compiledVersion(ctx, stored.versionId)) }
}

/** Runs by number, ready to advance. */
export async function runsAtWork(ctx: Ctx, ids: readonly number[]): Promise<ReadonlyMap<number, RunAtWork>> {
  const stored = await findRuns(ctx, ids)
  const ready = new Map<number, RunAtWork>()
  for (const run of stored) ready.set(run.id, await atWork(ctx, run))
  return ready
}
