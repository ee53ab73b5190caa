import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { answers, questions } from './question.ts'

/** The name a playbook calls it by. */
export const formKey = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60)
export const formState = z.enum(['draft', 'open', 'closed'])
export type FormState = z.infer<typeof formState>
/** `card` describes the member and may be shown as the example; `survey` asks for an opinion. */
export const formPurpose = z.enum(['card', 'survey'])
export type FormPurpose = z.infer<typeof formPurpose>

/** What a person writes about a form. */
export const formBody = z.object({
  title: z.string().trim().min(1).max(60),
  intro: z.string().trim().max(500).default(''),
  thanks: z.string().trim().max(500).default(''),
  /** The previous newcomer's card stands above the questions, when its owner allowed it. */
  showExample: z.boolean().default(false),
  questions,
})
export type FormBody = z.infer<typeof formBody>

export const formSummary = z.object({
  id,
  key: formKey,
  publicCode: z.string(),
  title: z.string(),
  purpose: formPurpose,
  state: formState,
  questionCount: z.number(),
  /** Counted members who were asked or came by themselves, and who answered. */
  asked: z.number(),
  answered: z.number(),
  updatedAt: moment,
})
export type FormSummary = z.infer<typeof formSummary>

export const formDetail = formBody.extend({
  id,
  key: formKey,
  publicCode: z.string(),
  purpose: formPurpose,
  state: formState,
  version: z.number(),
  updatedAt: moment,
})
export type FormDetail = z.infer<typeof formDetail>

export const formTemplate = formBody.extend({ key: formKey, purpose: formPurpose })
export type FormTemplate = z.infer<typeof formTemplate>

/** One answer in words: what was asked, what was said. */
export const answerLine = z.object({ key: z.string(), label: z.string(), text: z.string() })
export type AnswerLine = z.infer<typeof answerLine>

export const answerRow = z.object({
  memberId: id,
  memberName: z.string(),
  communityId: id.nullable(),
  communityName: z.string().nullable(),
  version: z.number(),
  lines: z.array(answerLine),
  shared: z.boolean(),
  answeredAt: moment,
})
export type AnswerRow = z.infer<typeof answerRow>

/** How often an option was chosen; of how many answers. */
export const optionShare = z.object({ id: z.string(), label: z.string(), count: z.number() })
export const questionFigures = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.string(),
  answered: z.number(),
  options: z.array(optionShare),
  average: z.number().nullable(),
})
export type QuestionFigures = z.infer<typeof questionFigures>

export const formFigures = z.object({
  /** Members a playbook asked; the denominator of the response rate. */
  asked: z.number(),
  /** Of those: opened the page; answered. */
  opened: z.number(),
  answeredOfAsked: z.number(),
  /** All answers, also of members who came by themselves. */
  answered: z.number(),
  /** Median minutes from being asked to the answer; null without one. */
  medianMinutes: z.number().nullable(),
  questions: z.array(questionFigures),
})
export type FormFigures = z.infer<typeof formFigures>

/** What the phone page shows. */
export const formPage = z.object({
  code: z.string(),
  title: z.string(),
  intro: z.string(),
  thanks: z.string(),
  purpose: formPurpose,
  state: formState,
  workspaceName: z.string(),
  questions,
  /** The previous newcomer's card. */
  example: z.object({ name: z.string(), lines: z.array(answerLine) }).nullable(),
  /** Null: nobody we know yet. */
  you: z.object({ name: z.string(), answers: answers.nullable(), shared: z.boolean() }).nullable(),
})
export type FormPage = z.infer<typeof formPage>
