import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const which = z.object({ formId: id, form: z.string() })

/** A playbook step asked the member to fill it in. */
export const formAsked = eventKind('form.asked', which, { zh: '收到表单', en: 'Was sent a form' })
/** The member sent answers; what they said stays out of the log. */
export const formAnswered = eventKind('form.answered', which.extend({ version: z.number(), first: z.boolean() }), {
  zh: '填写表单',
  en: 'Filled in a form',
})

export const formEvents = [formAsked, formAnswered] as const
