import { expect, test } from 'vitest'
import { checkUse, missingKeys } from './check.ts'
import baseEn from './locales/en.json' with { type: 'json' }
import baseZh from './locales/zh.json' with { type: 'json' }

test('gaps between two languages are named', () => {
  const gaps = missingKeys({ a: '甲 {name}', b: '乙', d: '{open', e: '' }, { a: 'A', c: 'C', d: 'D', e: 'E' })
  expect(gaps).toEqual({ missingInZh: ['c'], missingInEn: ['b'], placeholders: ['a'], broken: ['d', 'e'] })
})

test('keys asked for without words, and words nobody asks for', () => {
  const source = "t('tag.title'); const column = { title: 'tag.name' }; t(`tag.state.${state}`); t('tag.gone')"
  const keys = ['tag.title', 'tag.name', 'tag.state.new', 'tag.old', 'error.tag.taken']
  expect(checkUse(keys, [source])).toEqual({ unknown: ['tag.gone'], unused: ['tag.old'] })
  const sent = "title: { key: 'tag.full', params: { name } }, columns: [{ key: 'name', title: t('tag.title') }]"
  expect(checkUse(keys, [sent]).unknown).toEqual(['tag.full'])
})

test('the words every app loads are complete', () => {
  expect(missingKeys(baseZh, baseEn)).toEqual({ missingInZh: [], missingInEn: [], placeholders: [], broken: [] })
})
