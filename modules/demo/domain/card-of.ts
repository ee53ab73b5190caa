import type { Answers } from '@grove/form/contract'
import type { Dice } from './chance-of.ts'

const CITIES = ['310100', '330100', '110100', '510100', '440100', '320500'] as const
const INDUSTRIES = ['retail', 'food', 'education', 'internet', 'home', 'other'] as const
const NEEDS = ['knowledge', 'deals', 'life', 'peers'] as const
const HOURS = ['few', 'hour', 'hours'] as const

/** What an invented newcomer writes on the card. */
export function cardOf(dice: Dice, memberId: number): Answers {
  const first = dice.pick('card/need', memberId, NEEDS)
  const second = dice.pick('card/more', memberId, NEEDS)
  return {
    city: dice.pick('card/city', memberId, CITIES),
    industry: dice.pick('card/industry', memberId, INDUSTRIES),
    needs: first === second ? [first] : [first, second],
    hours: dice.pick('card/hours', memberId, HOURS),
  }
}
