import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Call, type Expected, given, type Prepared, type ScenarioCase } from './fixture/scenario-given.ts'

/** The cases stand beside the repository; where they are missing, this says so and the other suites still stand. */
const file = fileURLToPath(new URL('../../../shared/wecom/vectors/scenarios.json', import.meta.url))
const cases = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: ScenarioCase[] }).cases : []

test('the scenarios of the platform are there to be played', ({ annotate }) => {
  if (cases.length === 0) void annotate('shared/wecom/vectors/scenarios.json is not on this machine: no scenario was played')
  expect(cases.length === 0 || cases.length >= 25).toBe(true)
})

test.each(cases.map((one) => [one.id, one] as const))('%s', async (_id, one) => {
  const prepared = await given(one)
  expect(one.steps.length).toBeGreaterThan(0)
  try {
    for (const step of one.steps) {
      if ('user_action' in step) await prepared.person(step.user_action)
      else if ('expect_state' in step) expectState(prepared, step.expect_state)
      else if ('expect_no_callback' in step) expectSilence(prepared, step.expect_no_callback)
      else await play(prepared, step)
    }
  } finally {
    await prepared.sim.close()
  }
})

async function play(prepared: Prepared, step: Call): Promise<void> {
  for (let time = 0; time < (step.repeat ?? 1); time += 1) {
    const answer = await prepared.call(step)
    expectAnswer(answer, step.expect)
  }
}

function expectAnswer(answer: Record<string, unknown>, wanted: Expected): void {
  if (wanted.errcode !== undefined) expect(answer['errcode'], JSON.stringify(answer)).toBe(wanted.errcode)
  if (wanted.errcode_one_of) expect(wanted.errcode_one_of).toContain(answer['errcode'])
  if (wanted.errcode_not !== undefined) expect(answer['errcode']).not.toBe(wanted.errcode_not)
  if (wanted.expires_in !== undefined) expect(answer['expires_in']).toBe(wanted.expires_in)
  for (const text of wanted.errmsg_contains ?? []) expect(answer['errmsg']).toContain(text)
  for (const [path, most] of Object.entries(wanted.max_len ?? {})) expect(String(at(answer, path)).length).toBeLessThanOrEqual(most)
  for (const [path, length] of Object.entries(wanted.len ?? {})) expect(at(answer, path), path).toHaveLength(length)
  for (const name of wanted.has ?? []) expect(answer[name]).toBeTruthy()
  for (const [path, value] of Object.entries(wanted.path_equals ?? {})) expect(at(answer, path), path).toEqual(value)
  for (const path of wanted.path_absent ?? []) expect(at(answer, path), path).toBeUndefined()
  if (wanted.next_cursor === 'non-empty') expect(answer['next_cursor']).toBeTruthy()
  if (wanted.next_cursor === '') expect(answer['next_cursor'] ?? '').toBe('')
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inside, name) => (inside as Record<string, unknown> | undefined)?.[name], value)

function expectState({ sim }: Prepared, wanted: { new_group_name: string }): void {
  const newest = [...sim.platform.world.groups.values()].at(-1)
  expect(newest?.name).toBe(wanted.new_group_name)
}

function expectSilence({ sim }: Prepared, name: string): void {
  const told = sim.outbox.recent(1000).map(({ event }) => `${event.event}/${event.changeType ?? ''}`)
  expect(told).not.toContain(name)
}
