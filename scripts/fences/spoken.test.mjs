import { describe, expect, it } from 'vitest'
import { inlineRepository } from './repository.mjs'
import { spokenFence, verbsIn } from './spoken.mjs'

const check = (server, words, list = "import { tagConsole } from '@grove/tag/console'") =>
  spokenFence.check(
    inlineRepository({
      'apps/console/modules.ts': list,
      'modules/tag/server/index.ts': server,
      'modules/tag/locales/zh.json': words,
    }),
  )

describe('spoken', () => {
  it('refuses a right, an event, a recorded verb and its target without words', () => {
    const server = `defineModule({ rights: { 'tag.read': ['head'] } })
eventKind('tag.made', z.object({}))
await audit(ctx, { verb: before ? 'tag.change' : 'tag.make', target: { kind: 'tag', id } })`
    expect(check(server, {})).toEqual([
      expect.stringContaining('right.tag.read'),
      expect.stringContaining('event.tag.made'),
      expect.stringContaining('audit.tag.change'),
      expect.stringContaining('audit.tag.make'),
      expect.stringContaining('audit.noun.tag'),
    ])
    const words = {
      'right.tag.read': '看',
      'event.tag.made.name': '建',
      'audit.tag.change': '改',
      'audit.tag.make': '建',
      'audit.noun.tag': '标签',
    }
    expect(check(server, words)).toEqual([])
  })

  it('refuses words that the console never loads', () => {
    expect(check("eventKind('tag.made', data)", { 'event.tag.made': '建' }, '')).toEqual([expect.stringContaining('event.tag.made')])
  })

  it('refuses a verb it cannot read, and reads a record of verbs', () => {
    expect(check('await audit(ctx, { verb: `tag.${how}`, after })', {})).toEqual([expect.stringContaining('as a literal')])
    expect(verbsIn("const tagVerb = { a: 'tag.a', b: 'tag.b' } as const\naudit(ctx, { verb: tagVerb[how], after })")).toEqual([
      'tag.a',
      'tag.b',
    ])
    expect(verbsIn('route({ verb: `x` })')).toEqual([])
  })

  it('refuses a value of a closed list without words, and a list that is no longer there', () => {
    const fences = spokenFence.check(
      inlineRepository({
        'modules/task/contract/model.ts': "export const taskKind = z.enum(['do', 'decide'])",
        'modules/task/locales/zh.json': { 'task.kind.do': '做' },
        'apps/console/modules.ts': "'@grove/task/console'",
      }),
    )
    expect(fences).toEqual([expect.stringContaining('"decide" of taskKind'), expect.stringContaining('no one list called taskState')])
  })
})
