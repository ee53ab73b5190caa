import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import {
  applicant,
  editionDetail,
  editionRow,
  editionState,
  localDay,
  rosterRow,
  starterPlan,
  studentPost,
  studentState,
  templateDetail,
  templateRow,
} from './model.ts'
import { campPlan } from './plan.ts'

const one = z.object({ id: idParam })
const name = z.string().trim().min(1).max(60)

export const listTemplates = route({
  method: 'GET',
  path: '/api/camp-templates',
  summary: 'Templates of camps with their editions and graduates, last changed first',
  access: { right: 'camp.read' },
  input: pageInput.extend({ text: z.string().trim().max(60).optional() }),
  output: pageOf(templateRow),
})
export const listStarters = route({
  method: 'GET',
  path: '/api/camp-starters',
  summary: 'Plans to start from, in the caller’s language',
  access: { right: 'camp.read' },
  input: z.object({}),
  output: z.object({ items: z.array(starterPlan) }),
})
export const getTemplate = route({
  method: 'GET',
  path: '/api/camp-templates/:id',
  summary: 'One template with its plan',
  access: { right: 'camp.read' },
  input: one,
  output: templateDetail,
})
export const createTemplate = route({
  method: 'POST',
  path: '/api/camp-templates',
  summary: 'Make a template',
  access: { right: 'camp.write' },
  input: z.object({ name, plan: campPlan }),
  output: z.object({ id }),
  maxBytes: 1024 * 1024,
})
export const saveTemplate = route({
  method: 'PUT',
  path: '/api/camp-templates/:id',
  summary: 'Change a template; editions keep the plan they were made with',
  access: { right: 'camp.write' },
  input: one.extend({ name, plan: campPlan }),
  output: z.object({ changed: z.number() }),
  maxBytes: 1024 * 1024,
})
export const removeTemplate = route({
  method: 'DELETE',
  path: '/api/camp-templates/:id',
  summary: 'Remove a template that has no edition',
  access: { right: 'camp.write' },
  input: one,
  output: z.object({ changed: z.number() }),
})
export const listEditions = route({
  method: 'GET',
  path: '/api/camps',
  summary: 'Editions of camps, latest first day first',
  access: { right: 'camp.read' },
  input: pageInput.extend({ state: editionState.optional(), templateId: idParam.optional() }),
  output: pageOf(editionRow),
})
export const getEdition = route({
  method: 'GET',
  path: '/api/camps/:id',
  summary: 'One edition with its plan',
  access: { right: 'camp.read' },
  input: one,
  output: editionDetail,
})
export const createEdition = route({
  method: 'POST',
  path: '/api/camps',
  summary: 'Make an edition of a template, with a community of its own',
  access: { right: 'camp.write' },
  input: z.object({ templateId: id, name, startsOn: localDay, seats: z.number().int().min(1).max(2000) }),
  output: z.object({ id, communityId: id }),
})
export const saveEdition = route({
  method: 'PUT',
  path: '/api/camps/:id',
  summary: 'Change name, first day and seats; more seats let in who waits. The first day stays once the camp runs',
  access: { right: 'camp.write' },
  input: one.extend({ name, startsOn: localDay, seats: z.number().int().min(1).max(2000) }),
  output: z.object({ admitted: z.number() }),
})
export const closeEdition = route({
  method: 'POST',
  path: '/api/camps/:id/close',
  summary: 'Put an edition away',
  access: { right: 'camp.write' },
  input: one,
  output: z.object({ changed: z.number() }),
})
export const listApplicants = route({
  method: 'GET',
  path: '/api/camps/:id/applicants',
  summary: 'Who applied, in the order they came',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape).extend({ state: studentState.optional() }),
  output: pageOf(applicant),
})
export const decideApplicants = route({
  method: 'POST',
  path: '/api/camps/:id/decide',
  summary: 'Admit, or decline with a reason; beyond the seats they wait',
  access: { right: 'camp.run' },
  input: one.extend({ memberIds: z.array(id).min(1).max(200), admit: z.boolean(), reason: z.string().trim().max(200).default('') }),
  output: z.object({ admitted: z.number(), waiting: z.number(), declined: z.number() }),
})
export const addStudents = route({
  method: 'POST',
  path: '/api/camps/:id/students',
  summary: 'Put members in by hand, past the screening; beyond the seats they wait',
  access: { right: 'camp.run' },
  input: one.extend({ memberIds: z.array(id).min(1).max(200) }),
  output: z.object({ admitted: z.number(), waiting: z.number() }),
})
export const removeStudent = route({
  method: 'POST',
  path: '/api/camps/:id/students/:memberId/remove',
  summary: 'Take a student out; the seat goes to who waited longest',
  access: { right: 'camp.run' },
  input: one.extend({ memberId: idParam }),
  output: z.object({ promoted: z.number() }),
})
export const givePost = route({
  method: 'POST',
  path: '/api/camps/:id/students/:memberId/post',
  summary: 'Give a student a post, or take it back',
  access: { right: 'camp.run' },
  input: one.extend({ memberId: idParam, post: studentPost }),
  output: z.object({ changed: z.number() }),
})
export const readRoster = route({
  method: 'GET',
  path: '/api/camps/:id/roster',
  summary: 'Students by days: check-ins and homework, in the order of their names',
  access: { right: 'camp.read' },
  input: one.extend({ cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(500).default(500) }),
  output: pageOf(rosterRow),
})
