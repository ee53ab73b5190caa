import { campErrors } from '../contract/index.ts'

/** A student of the edition, for one of its pages. @throws camp.not_a_student */
export function mustBeIn(student: { readonly state: string } | undefined): void {
  if (student?.state !== 'admitted') throw campErrors.not_a_student()
}
