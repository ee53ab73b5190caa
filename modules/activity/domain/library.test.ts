import { builtinBanks } from '@grove/question/domain'
import { describe, expect, it } from 'vitest'
import { scriptsIn } from './library.ts'

describe.each(['zh', 'en'] as const)('the library in %s', (locale) => {
  it('asks of the bank a workspace starts with no more than it has', () => {
    const questions = new Map(builtinBanks(locale).map((bank) => [bank.key, bank.questions]))
    const short = scriptsIn(locale).flatMap(({ key, rounds, spec: { source } }) => {
      if (source.kind !== 'bank') return []
      const there = (questions.get(source.bank) ?? []).filter((one) => one.theme === source.theme).length
      return there < rounds ? [`${key}: ${rounds} rounds, ${there} questions`] : []
    })
    expect(short).toEqual([])
  })
})
