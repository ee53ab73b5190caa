import type { Step } from '../../contract/index.ts'
import { titleOf } from './words-of.ts'

const QUESTIONS = /答疑|问答|Q ?& ?A|questions?\b/i

/** A step that opens a time for members' questions, told by its title; its announcement is not one. */
export function opensQuestions(step: Step): boolean {
  return step.track === 'community' && (step.topic === undefined || step.topic === 'service') && QUESTIONS.test(titleOf(step))
}

/** A post that tells of the questions before. */
export function announcesQuestions(step: Step): boolean {
  return step.topic === 'notice' && QUESTIONS.test(titleOf(step))
}
