import { expect, it } from 'vitest'
import { holdReason } from './hold-api.ts'
import { droppedReason, heldReason } from './send-model.ts'

it('knows every reason a send is held back or dropped for', () => {
  expect([...holdReason.options].toSorted()).toEqual([...new Set([...heldReason.options, ...droppedReason.options])].toSorted())
})
