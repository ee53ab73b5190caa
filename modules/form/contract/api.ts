import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import {
  answerRow,
  formBody,
  formDetail,
  formFigures,
  formKey,
  formPage,
  formPurpose,
  formState,
  formSummary,
  formTemplate,
} from './model.ts'
import { answers } from './question.ts'

const one = z.object({ id: idParam })
const onPhone = z.object({ ws: z.string(), code: z.string().max(20) })
/** Public code of the community whose link led here. */
const from = z.string().max(20).optional()

export const listForms = route({
  method: 'GET',
  path: '/api/forms',
  summary: 'Forms, changed last first, with how many were asked and answered',
  access: { right: 'form.read' },
  input: pageInput.extend({ state: formState.optional(), purpose: formPurpose.optional(), text: z.string().trim().max(60).optional() }),
  output: pageOf(formSummary),
})
export const listFormTemplates = route({
  method: 'GET',
  path: '/api/form-templates',
  summary: 'Forms to start from, in the caller’s language',
  access: { right: 'form.read' },
  input: z.object({}),
  output: z.object({ items: z.array(formTemplate) }),
})
export const getForm = route({
  method: 'GET',
  path: '/api/forms/:id',
  summary: 'One form with its questions',
  access: { right: 'form.read' },
  input: one,
  output: formDetail,
})
export const createForm = route({
  method: 'POST',
  path: '/api/forms',
  summary: 'Make a form, as a draft',
  access: { right: 'form.write' },
  input: formBody.extend({ key: formKey, purpose: formPurpose }),
  output: z.object({ id }),
})
export const saveForm = route({
  method: 'PUT',
  path: '/api/forms/:id',
  summary: 'Change a form; other questions make a new version',
  access: { right: 'form.write' },
  input: one.extend(formBody.shape),
  output: z.object({ version: z.number() }),
})
export const changeFormState = route({
  method: 'POST',
  path: '/api/forms/:id/state',
  summary: 'Open a form for answers, or close it',
  access: { right: 'form.write' },
  input: one.extend({ to: z.enum(['open', 'closed']) }),
  output: z.object({ changed: z.number() }),
})
export const removeForm = route({
  method: 'DELETE',
  path: '/api/forms/:id',
  summary: 'Remove a form nobody has answered',
  access: { right: 'form.write' },
  input: one,
  output: z.object({ changed: z.number() }),
})
export const readFormFigures = route({
  method: 'GET',
  path: '/api/forms/:id/figures',
  summary: 'Asked, opened, answered, and what was said, of all or of one community',
  access: { right: 'form.read' },
  input: one.extend({ communityId: idParam.optional() }),
  output: formFigures,
})
export const listAnswers = route({
  method: 'GET',
  path: '/api/forms/:id/answers',
  summary: 'Answers, newest first',
  access: { right: 'form.read' },
  input: one.extend(pageInput.shape).extend({
    communityId: idParam.optional(),
    /** `<question>:<option>`: only those who chose it. */
    chose: z
      .string()
      .max(81)
      .regex(/^[a-z0-9_]+:[a-z0-9_]+$/)
      .optional(),
  }),
  output: pageOf(answerRow),
})
export const exportAnswers = route({
  method: 'GET',
  path: '/api/forms/:id/answers.csv',
  summary: 'All answers as CSV',
  access: { right: 'form.export' },
  input: one.extend({ communityId: idParam.optional() }),
  output: z.unknown(),
})
export const formsOfMember = route({
  method: 'GET',
  path: '/api/members/:id/forms',
  summary: 'Forms a member was asked for, and what they answered',
  access: { right: 'form.read' },
  input: one,
  output: z.object({
    items: z.array(
      z.object({ formId: id, title: z.string(), askedAt: answerRow.shape.answeredAt.nullable(), answer: answerRow.nullable() }),
    ),
  }),
})

export const lookAtForm = route({
  method: 'GET',
  path: '/api/m/:ws/forms/:code',
  summary: 'A form as the phone shows it',
  access: 'visitor',
  input: onPhone.extend({ from }),
  output: formPage,
})
export const openForm = route({
  method: 'POST',
  path: '/api/m/:ws/forms/:code/open',
  summary: 'Notes that the member has opened the form',
  access: 'member',
  input: onPhone.extend({ from }),
  output: z.object({ noted: z.boolean() }),
})
export const answerForm = route({
  method: 'PUT',
  path: '/api/m/:ws/forms/:code/answer',
  summary: 'The member’s answers; sending again replaces them',
  access: 'member',
  input: onPhone.extend({ from, answers, share: z.boolean().default(false) }),
  output: z.object({ first: z.boolean() }),
})

const place = z.object({ code: z.string(), name: z.string() })
export const listRegions = route({
  method: 'GET',
  path: '/api/m/:ws/regions',
  summary: 'Provinces and their cities, for questions that ask where somebody is',
  access: 'visitor',
  input: z.object({ ws: z.string() }),
  output: z.object({ provinces: z.array(place.extend({ cities: z.array(place) })) }),
})
