import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint')

// Each line that ends with the name of a rule must be reported by it; no other line may be.
const verb = `
import sql from 'sql-template-tag'
import { insertTag } from './store.ts'
import type { Row } from './store-row.ts'
const COLOURS = []
export const createTags = async (ctx, input) => {
  const now = new Date() // given-time
  const then = new Date(input.at)
  const stamp = Date.now() // given-time
  const dice = Math.random() // given-time
  await ctx.db.rows(sql\`select * from tag\`) // sql-text
  await ctx.db.rows(sql\`select t.* from tag t\`) // sql-text
  await ctx.db.rows(sql\`delete from tag returning *\`) // sql-text
  await ctx.db.rows(sql\`select id from tag where at < now()\`) // sql-text
  await ctx.db.rows(sql\`select id from tag where at < current_timestamp\`) // sql-text
  await ctx.db.rows(sql\`merge into tag using other on true when matched then delete\`) // sql-text
  await ctx.db.rows(sql\`select count(*), 'now()' as word from tag -- select * is only a remark\`)
  for (const name of input.names) await insertTag(ctx, name) // no-query-in-loop
  for (const name of input.names) {
    await ctx.db.exec(sql\`insert into tag (name) values (\${name})\`) // no-query-in-loop
  }
  await Promise.all(input.names.map((name) => insertTag(ctx, name))) // no-query-in-loop
  await Promise.all(input.names.map(async (name) => {
    await ctx.inTx(async (tx) => {
      await tx.db.exec(sql\`select 1\`) // no-query-in-loop
    })
  }))
  for (let at = 0; at < 9; at += 1) await insertTag(ctx, at) // no-query-in-loop
  for (const batch of inBatches(input.names)) await insertTag(ctx, batch)
  for await (const names of input.stream) await insertTag(ctx, names)
  for (const state of ['on', 'off'] as const) await insertTag(ctx, state)
  for (const [at, colour] of COLOURS.entries()) await insertTag(ctx, at, colour)
  for (const one of [...input.names]) await insertTag(ctx, one) // no-query-in-loop
  await ctx.db.rows(sql\`select id from tag where id in (select * from unnest(1))\`)
  while (input.more) await insertTag(ctx, input.more)
  const later = input.names.map((name) => () => name)
  return { now, then, stamp, dice, later }
}
`

describe('the linter', () => {
  let folder
  let found
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grove-lint-'))
    const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8'))
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({ ...config, jsPlugins: [join(root, 'scripts/lint/grove.mjs')] }))
    const put = (path, text) => {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    put('modules/tag/server/create-tags.ts', verb)
    put('modules/tag/server/create-tags.db.test.ts', verb)
    put('modules/tag/domain/when.ts', 'export const when = () => Date.now()\n')
    put('packages/db/pool.ts', 'export const when = () => Date.now()\n')
    put('packages/calendar/day.ts', 'export const when = () => new Date()\n')
    const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'json'], { cwd: folder, encoding: 'utf8' })
    found = JSON.parse(stdout)
      .diagnostics.filter(({ code }) => code.startsWith('grove('))
      .map(({ code, filename, labels }) => ({ rule: /\((.*)\)/.exec(code)[1], path: filename, line: labels[0].span.line }))
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('reports every line that breaks a rule of the house, and no other', () => {
    const wanted = verb.split('\n').flatMap((text, at) => {
      const rule = /\/\/ (given-time|sql-text|no-query-in-loop)$/.exec(text)?.[1]
      return rule ? [`${at + 1} ${rule}`] : []
    })
    const reported = found.filter(({ path }) => path.endsWith('create-tags.ts')).map(({ line, rule }) => `${line} ${rule}`)
    expect(reported.toSorted()).toEqual(wanted.toSorted())
  })

  it('keeps time out of pure code, and lets kits and tests have it', () => {
    const timed = found.filter(({ rule }) => rule === 'given-time').map(({ path }) => path.split('/').at(-1))
    expect(timed).toContain('when.ts')
    expect(timed).toContain('day.ts')
    expect(timed).not.toContain('pool.ts')
    expect(found.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'))).toEqual([])
  })
})
