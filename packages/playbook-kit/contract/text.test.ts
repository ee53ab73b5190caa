import { describe, expect, it } from 'vitest'
import { fillText, text, textIn, variablesIn } from './text.ts'
import { type VariableKind, variableKindOf } from './variable-kind.ts'

describe('texts', () => {
  it('refuse nothing at all, and one language without the other', () => {
    for (const wrong of ['', { zh: '你好' }, { zh: '', en: '' }, { zh: 'a', en: 'b', fr: 'c' }])
      expect(text.safeParse(wrong).success).toBe(false)
  })

  it('are one string, or one for each language', () => {
    expect(textIn('Hello', 'zh')).toBe('Hello')
    expect(textIn({ zh: '你好', en: 'Hello' }, 'zh')).toBe('你好')
    expect(textIn({ zh: '你好', en: 'Hello' }, 'en')).toBe('Hello')
  })
})

describe('variables', () => {
  it('are found once each, with dots, in any script, and not where a brace is doubled', () => {
    expect(variablesIn('{name}，{attribute.城市|这里} {name} {{plain} { not} {param.shopLink}')).toEqual([
      'name',
      'attribute.城市',
      'param.shopLink',
    ])
    expect(variablesIn('nothing')).toEqual([])
  })

  it('are filled, fall back, or are reported', () => {
    expect(fillText('{name|朋友}好，{{x} {community}', { community: '春日' })).toEqual({ text: '朋友好，{x} 春日', missing: [] })
    expect(fillText('{name} {name} {city}', { city: '' })).toEqual({ text: '{name} {name} {city}', missing: ['name', 'city'] })
    expect(fillText('{name|}!', {})).toEqual({ text: '!', missing: [] })
  })

  it('belong to a kind by name or by family', () => {
    const kinds: readonly VariableKind[] = [
      { name: 'name', title: 'Name', level: 'member', example: '' },
      { name: 'attribute.*', title: 'Attribute', level: 'member', example: '' },
    ]
    expect(variableKindOf('attribute.city', kinds)?.name).toBe('attribute.*')
    expect(variableKindOf('name', kinds)?.name).toBe('name')
    expect(variableKindOf('attributes', kinds)).toBeUndefined()
    expect(variableKindOf('names', kinds)).toBeUndefined()
  })
})
