import { checkAnswers, formTemplates } from '@grove/form/domain'
import { expect, it } from 'vitest'
import { cardOf } from './card-of.ts'
import { diceOf } from './chance-of.ts'

it('an invented card is one that the form takes, in both languages', () => {
  const dice = diceOf('cards')
  for (const locale of ['zh', 'en'] as const) {
    const card = formTemplates(locale).find((one) => one.key === 'newcomer-card')
    for (let memberId = 1; memberId <= 50; memberId++)
      expect(checkAnswers(card?.questions ?? [], cardOf(dice, memberId)).problems).toEqual([])
  }
})
