import { readdirSync, readFileSync } from 'node:fs'
import { missingKeys } from '@grove/i18n'
import { describe, expect, it } from 'vitest'
import en from '../../locales/en.json' with { type: 'json' }
import zh from '../../locales/zh.json' with { type: 'json' }

const here = new URL('./', import.meta.url)
const sources = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
/** Every code a problem may carry, as the source writes it. */
const codes = new Set(
  sources.flatMap((name) => {
    const text = readFileSync(new URL(name, here), 'utf8')
    const given = [...text.matchAll(/code: '([a-z_]+)'/g)].map((match) => match[1] ?? '')
    const chosen = [...text.matchAll(/\? '([a-z]+_[a-z_]+)' : '([a-z_]+)'/g)].flatMap((match) => [match[1] ?? '', match[2] ?? ''])
    return [...given, ...chosen]
  }),
)

describe('words of problems', () => {
  it('are there for every code, in both languages', () => {
    // How the contract's own library calls it; never leaves the reader.
    codes.delete('invalid_format')
    codes.delete('invalid_type')
    expect(codes.size).toBeGreaterThan(40)
    for (const code of codes) {
      expect(zh).toHaveProperty([`playbook.problem.${code}`])
      expect(en).toHaveProperty([`playbook.problem.${code}`])
    }
    // Words of the screen around a problem.
    for (const frame of ['instead', 'other']) codes.add(frame)
    expect(
      Object.keys(zh).filter((key) => key.startsWith('playbook.problem.') && !codes.has(key.slice('playbook.problem.'.length))),
    ).toEqual([])
  })

  it('name the same things in both', () => {
    expect(missingKeys(zh, en)).toEqual({ missingInZh: [], missingInEn: [], placeholders: [], broken: [] })
  })
})
