import { describe, expect, it } from 'vitest'
import { inlineRepository } from './repository.mjs'
import { errorCodes, wordsFence } from './words.mjs'

const check = (zh, en, code = '', more = {}) =>
  wordsFence.check(
    inlineRepository({
      'modules/tag/locales/zh.json': zh,
      'modules/tag/locales/en.json': en,
      'modules/tag/console/index.tsx': code,
      ...more,
    }),
  )
const used = "t('tag.title')"

describe('words', () => {
  it('refuses what only one language says', () => {
    expect(check({ 'tag.title': '标签' }, {}, used)).toEqual(['modules/tag/locales/en.json: "tag.title" is missing'])
    expect(check({}, { 'tag.title': 'Tags' }, '')).toEqual(['modules/tag/locales/zh.json: "tag.title" is missing'])
    expect(check({ 'tag.title': '{n} 个标签' }, { 'tag.title': 'Tags' }, used)).toEqual([expect.stringContaining('{placeholders}')])
  })

  it('refuses a language alone and a third one', () => {
    expect(check({}, {}, '', { 'modules/tag/locales/fr.json': {} })).toHaveLength(1)
    expect(check({}, {}, '', { 'modules/other/locales/en.json': {} })).toHaveLength(1)
  })

  it('refuses keys without words and words without use', () => {
    expect(check({}, {}, used)).toEqual(['modules/tag/console/index.tsx: "tag.title" has no words in any locale'])
    expect(check({ 'tag.title': '标签' }, { 'tag.title': 'Tags' }, '')).toEqual(['modules/tag/locales: nobody asks for "tag.title"'])
  })

  it('refuses an error without words, and words without an error', () => {
    const errors = { 'modules/tag/contract/errors.ts': "export const e = defineErrors('tag', { name_taken: { status: 409 } })" }
    expect(check({}, {}, '', errors)).toEqual([expect.stringContaining('tag.name_taken has no words')])
    const words = { 'error.tag.name_taken': 'x' }
    expect(check(words, words, '', errors)).toEqual([])
    expect(check(words, words, '')).toEqual([expect.stringContaining('an error that no longer exists')])
  })

  it('refuses two homes for a key', () => {
    const same = { 'tag.title': 'x' }
    const more = { 'modules/other/locales/zh.json': same, 'modules/other/locales/en.json': same }
    expect(check(same, same, used, more)).toEqual(['"tag.title" stands in modules/other and modules/tag; one home for each key'])
  })

  it('reads codes at the first depth only', () => {
    const source =
      "defineErrors('a', { one: { status: 404, data: z.object({ two: z.string() }) }, // three: no\n four_x: { status: 409 } })"
    expect(errorCodes(source)).toEqual(['a.one', 'a.four_x'])
  })
})
