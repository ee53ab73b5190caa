import { describe, expect, it } from 'vitest'
import { decisionsFence } from './decisions.mjs'
import { docReferencesFence } from './doc-references.mjs'
import { glossaryFence } from './glossary.mjs'
import { inlineRepository } from './repository.mjs'
import { residueFence } from './residue.mjs'

const root = { 'package.json': { scripts: { bench: '' } }, 'packages/db/pool.ts': '' }

describe('document references', () => {
  const check = (text) => docReferencesFence.check(inlineRepository({ ...root, 'docs/guide/start.md': text, 'README.md': '' }))

  it('refuses dead paths, links and commands, with their line', () => {
    expect(check('# a\n\nsee `packages/db/gone.ts`')).toEqual(['docs/guide/start.md:3: packages/db/gone.ts does not exist'])
    expect(check('[a](../gone.md)')).toHaveLength(1)
    expect(check('<img src="gone.png">')).toHaveLength(1)
    expect(check('`npm run gone`')).toHaveLength(1)
  })

  it('lets living ones, placeholders and examples pass', () => {
    expect(
      check('`packages/db/pool.ts:12` `packages/db` `modules/<m>/x.ts` [a](../../README.md#top) `npm run bench`\n```\n`packages/no`\n```'),
    ).toEqual([])
  })
})

describe('decisions', () => {
  const good = '# 1. Plain SQL\n\n2026-11-22\n\nWhy.'
  const check = (files) => decisionsFence.check(inlineRepository(files))

  it('refuses gaps, missing dates, other titles and long ones', () => {
    expect(check({})).toEqual(['docs/decisions: missing'])
    expect(check({ 'docs/decisions/002-sql.md': good.replace('1.', '2.') })).not.toEqual([])
    expect(check({ 'docs/decisions/001-sql.md': good.replace('2026-11-22', 'today') })).toHaveLength(1)
    expect(check({ 'docs/decisions/001-sql.md': good.replace('# 1.', '# ') })).toHaveLength(1)
    expect(check({ 'docs/decisions/001-sql.md': good + '\n'.repeat(60) })).toHaveLength(1)
  })

  it('lets a numbered, dated one pass', () => {
    expect(check({ 'docs/decisions/001-sql.md': good })).toEqual([])
  })
})

describe('glossary', () => {
  const head = '| 中文 | English | identifier | not |\n| --- | --- | --- | --- |\n'
  const check = (rows, more = {}) =>
    glossaryFence.check(inlineRepository({ 'docs/glossary.md': head + rows, 'modules/run/server/a.ts': 'const playbook = 1', ...more }))

  it('refuses an empty list, an unknown identifier and a word twice', () => {
    expect(check('')).toHaveLength(1)
    expect(check('| 剧本 | playbook | `play_book` | – |')).toEqual(['docs/glossary.md: `play_book` occurs nowhere in the code'])
    expect(check('| 剧本 | playbook | `playbook` | – |\n| 剧本 | other | `playbook` | – |')).toHaveLength(2)
  })

  it('refuses the other word for a thing in what people read', () => {
    const more = { 'modules/run/locales/zh.json': '{"a": "新建脚本集"}' }
    expect(check('| 剧本 | playbook | `playbook` | 脚本集、流程本 |', more)).toEqual([expect.stringContaining('says “脚本集”')])
    expect(check('| 剧本 | playbook | `playbook` | – |', more)).toEqual([])
  })
})

describe('residue', () => {
  const check = (text, path = 'scripts/a.mjs') => residueFence.check(inlineRepository({ [path]: text }))
  const machine = ['', 'home', 'me', 'grove'].join('/')

  it('refuses paths of one machine, foreign registries and half-done merges', () => {
    expect(check(`\ncd ${machine}`)).toEqual([`scripts/a.mjs:2: ${machine} is a path of one machine`])
    expect(check(`"resolved": "https://npm.example.org/zod${['', '-', ''].join('/')}zod-4.6.7.tgz"`, 'package-lock.json')).toHaveLength(1)
    expect(check(`${'<'.repeat(7)} HEAD`)).toHaveLength(1)
  })

  it('lets addresses and the public registry pass', () => {
    expect(check('https://example.org/home/me/x https://registry.npmjs.org/zod/-/zod-4.6.7.tgz import "./work/a/b"')).toEqual([])
  })
})
