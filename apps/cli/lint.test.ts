import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lint } from './commands/lint.ts'
import { failureWords, terminalWords } from './words.ts'

let folder: string
let said: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grove-lint-'))
  said = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text).trim().replace(`${folder}/`, ''))
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const lintText = async (text: string, lang: string) => {
  const file = join(folder, 'book.yaml')
  writeFileSync(file, text)
  return lint.run({ words: [file], options: { lang } })
}

const WRONG = `grove: 1
key: bad
title: Test
communityTypes: [newcomer]
steps:
  - id: a
    title: A
    when: { day: 0, at: '9:00' }
    do: { kind: sendd, text: hi }
`

it('says of every mistake where it is, what is wrong and what to write instead', async () => {
  expect(await lintText(WRONG, 'en')).toBe(1)
  expect(said).toEqual([
    'book.yaml:8:18 error steps.0.when.day: "day" is at least 1',
    'book.yaml:8:25 error steps.0.when.at: "9:00" is not a time. Write hours and minutes with two digits each, 24-hour clock → Write instead: "09:00"',
    expect.stringMatching(/^book\.yaml:9:17 error steps\.0\.do\.kind: There is no kind "sendd"\. Known: .*send.* → Write instead: send$/),
  ])
})

it('speaks Chinese, also of what is no playbook and no file', async () => {
  expect(await lintText('grove: 1\nkey: [', 'zh')).toBe(1)
  expect(said.length).toBeGreaterThan(0)
  for (const line of said) expect(line).toMatch(/^book\.yaml:\d+:\d+ error .*[\u4e00-\u9fff]/)
  const missing = join(folder, 'none.yaml')
  const failure = await lint.run({ words: [missing], options: {} }).catch((error: Error) => error)
  expect(failureWords(failure as Error, await terminalWords('zh'))).toBe(`找不到文件 ${missing}`)
})
