import type { LintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { acquisitionOver48h } from './acquisition-over-48h.ts'
import { acquisitionWithoutMoveOn } from './acquisition-without-move-on.ts'
import { campDayLeftEmpty } from './camp-day-left-empty.ts'
import { campHomeworkWithoutReminder } from './camp-homework-without-reminder.ts'
import { campOfferBeforeResults } from './camp-offer-before-results.ts'
import { campOver30Days } from './camp-over-30-days.ts'
import { campWithoutItsParts } from './camp-without-its-parts.ts'
import { checkInRefund } from './check-in-refund.ts'
import { deliveryWithoutClosing } from './delivery-without-closing.ts'
import { firstGreetingByAPerson } from './first-greeting-by-a-person.ts'
import { fissionWithout7DayTouch } from './fission-without-7-day-touch.ts'
import { flashWithoutAftercare } from './flash-without-aftercare.ts'
import { flashWithoutClosing } from './flash-without-closing.ts'
import { gameAnswerTooSoon } from './game-answer-too-soon.ts'
import { gameTooLong } from './game-too-long.ts'
import { gameWithoutAnswer } from './game-without-answer.ts'
import { gamesCrowdOutContent } from './games-crowd-out-content.ts'
import { helpToWin } from './help-to-win.ts'
import { longGroupWithoutThreshold } from './long-group-without-threshold.ts'
import { longParagraphTask } from './long-paragraph-task.ts'
import { marketingInLoyal } from './marketing-in-loyal.ts'
import { marketingShareNewcomer } from './marketing-share-newcomer.ts'
import { noGoalFigure } from './no-goal-figure.ts'
import { noHalfDayOfQuestions } from './no-half-day-of-questions.ts'
import { noTouchInFirst24h } from './no-touch-in-first-24h.ts'
import { oneKindOfContentADay } from './one-kind-of-content-a-day.ts'
import { optionOfferedTwice } from './option-offered-twice.ts'
import { overFrequencyLimit } from './over-frequency-limit.ts'
import { ownerOverload } from './owner-overload.ts'
import { productWithoutActivityFirst } from './product-without-activity-first.ts'
import { questionWithoutOptions } from './question-without-options.ts'
import { questionsNotAnnounced } from './questions-not-announced.ts'
import { rewardForSharing } from './reward-for-sharing.ts'
import { sendsInQuietHours } from './sends-in-quiet-hours.ts'
import { stepWithoutPurpose } from './step-without-purpose.ts'
import { twoPromotionsInARow } from './two-promotions-in-a-row.ts'
import { weekdaysWithoutGames } from './weekdays-without-games.ts'

/** Rules of the method that come with the language, by id; modules register more. */
export const ownLintRules: readonly LintRule<LintSubject>[] = [
  acquisitionOver48h,
  acquisitionWithoutMoveOn,
  campDayLeftEmpty,
  campHomeworkWithoutReminder,
  campOfferBeforeResults,
  campOver30Days,
  campWithoutItsParts,
  checkInRefund,
  deliveryWithoutClosing,
  firstGreetingByAPerson,
  fissionWithout7DayTouch,
  flashWithoutAftercare,
  flashWithoutClosing,
  gameAnswerTooSoon,
  gameTooLong,
  gameWithoutAnswer,
  gamesCrowdOutContent,
  helpToWin,
  longGroupWithoutThreshold,
  longParagraphTask,
  marketingInLoyal,
  marketingShareNewcomer,
  noGoalFigure,
  noHalfDayOfQuestions,
  noTouchInFirst24h,
  oneKindOfContentADay,
  optionOfferedTwice,
  overFrequencyLimit,
  ownerOverload,
  productWithoutActivityFirst,
  questionWithoutOptions,
  questionsNotAnnounced,
  rewardForSharing,
  sendsInQuietHours,
  stepWithoutPurpose,
  twoPromotionsInARow,
  weekdaysWithoutGames,
]
