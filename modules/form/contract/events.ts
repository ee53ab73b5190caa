import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const which = z.object({ formId: id, form: z.string() })

/** A playbook step asked the member to fill it in. */
export const formAsked = eventKind('form.asked', which)
/** The member sent answers; what they said stays out of the log. */
export const formAnswered = eventKind('form.answered', which.extend({ version: z.number(), first: z.boolean() }))

export const formEvents = [formAsked, formAnswered] as const
