import type { Condition } from '@grove/condition-kit/contract'
import type { RuleBook } from '../contract/index.ts'

/** The conditions of a book, in the order of its rules; they were checked when it was published. */
export function conditionsOf(book: RuleBook): readonly Condition[] {
  return book.rules.map((one) => one.when as Condition)
}
