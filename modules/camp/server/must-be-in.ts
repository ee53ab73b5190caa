import type { Ctx } from '@grove/kernel/server'
import { campErrors } from '../contract/index.ts'
import { memberOf } from './apply-to-camp.ts'
import { editionByCode } from './store-edition.ts'
import { findStudent } from './store-student.ts'

/** A student of the edition, for one of its pages. @throws camp.not_a_student */
export function mustBeIn(student: { readonly state: string } | undefined): void {
  if (student?.state !== 'admitted') throw campErrors.not_a_student()
}

/** The edition of a phone's page and who looks at it. @throws camp.not_found camp.not_a_student */
export async function studentAt(ctx: Ctx, code: string) {
  const memberId = memberOf(ctx)
  const edition = await editionByCode(ctx, code)
  mustBeIn(await findStudent(ctx, edition.id, memberId))
  return { edition, memberId }
}
