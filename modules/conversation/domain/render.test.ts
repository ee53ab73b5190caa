import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SendContent } from '../contract/index.ts'
import { gistOf, textOf, withText } from './content-text.ts'
import { renderContent, variablesOf } from './render.ts'

const text = (words: string, more: Partial<SendContent> = {}): SendContent => ({ parts: [{ kind: 'text', text: words }], ...more })
const words = (content: SendContent, values: Record<string, string | undefined>) => {
  const rendered = renderContent(content, values)
  return rendered.ok ? textOf(rendered.content) : rendered.missing
}

describe('renderContent', () => {
  it('refuses a variable without value or stand-in, and names all that are missing', () => {
    expect(words(text('{name}，{attribute.city}的朋友都在聊这个'), { name: undefined })).toEqual(['name', 'attribute.city'])
  })

  it('takes an empty value for none', () => {
    expect(words(text('{name}，早'), { name: '' })).toEqual(['name'])
    expect(words(text('{name|朋友}，早'), { name: '' })).toBe('朋友，早')
  })

  it('puts values in, else the inline stand-in, else the declared one', () => {
    expect(words(text('{name|朋友}，欢迎来{community}'), { name: '小林', community: '露营群' })).toBe('小林，欢迎来露营群')
    expect(words(text('{name|朋友}，早'), {})).toBe('朋友，早')
    expect(words(text('{name}，早', { fallbacks: { name: '大家' } }), {})).toBe('大家，早')
    expect(words(text('{name}，早', { fallbacks: { name: '大家' } }), { name: '小林' })).toBe('小林，早')
  })

  it('fills every kind of part and leaves the rest as it is', () => {
    const content: SendContent = {
      parts: [
        { kind: 'picture', picture: { mediaId: 3 }, alt: '{community}' },
        { kind: 'link', url: 'https://example.com/?who={name}', title: '给{name}', description: '{owner}' },
        {
          kind: 'card',
          title: '{name}',
          text: '{community}',
          options: [{ key: 'A', label: '{owner}', url: 'https://example.com/{name}' }],
        },
      ],
      pin: true,
      fallbacks: {},
    }
    const rendered = renderContent(content, { name: 'Lin', community: 'Camp', owner: 'Zhen' })
    expect(rendered).toEqual({
      ok: true,
      content: {
        parts: [
          { kind: 'picture', picture: { mediaId: 3 }, alt: 'Camp' },
          { kind: 'link', url: 'https://example.com/?who=Lin', title: '给Lin', description: 'Zhen' },
          { kind: 'card', title: 'Lin', text: 'Camp', options: [{ key: 'A', label: 'Zhen', url: 'https://example.com/Lin' }] },
        ],
        pin: true,
      },
    })
    expect(variablesOf(content).toSorted()).toEqual(['community', 'name', 'owner'])
  })

  it('never fills a value that itself looks like a variable, and never says "undefined"', () => {
    expect(words(text('{name}'), { name: '{owner}', owner: 'x' })).toBe('{owner}')
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.option(fc.string()), (template, name) => {
        const rendered = words(text(template), { name: name ?? undefined })
        const mine = `${template}${name ?? ''}`
        if (typeof rendered === 'string' && !mine.includes('undefined')) expect(rendered).not.toContain('undefined')
        expect(rendered).toBeDefined()
      }),
      { seed: 3 },
    )
  })
})

describe('the words a person may change', () => {
  it('are the first text part', () => {
    const content: SendContent = {
      parts: [
        { kind: 'link', url: 'https://example.com', title: '清单' },
        { kind: 'text', text: '旧' },
      ],
    }
    expect(textOf(content)).toBe('旧')
    expect(withText(content, '新').parts[1]).toEqual({ kind: 'text', text: '新' })
    expect(gistOf(content)).toBe('清单')
  })

  it('go first where there were none', () => {
    const content: SendContent = { parts: [{ kind: 'picture', picture: { mediaId: 1 } }] }
    expect(textOf(content)).toBeNull()
    expect(withText(content, '新').parts.map((part) => part.kind)).toEqual(['text', 'picture'])
    expect(gistOf(content)).toBe('')
  })
})
