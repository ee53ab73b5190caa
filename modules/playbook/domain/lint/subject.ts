import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import type { Definition } from '../../contract/index.ts'

/** What a rule of the method looks at. */
export interface LintSubject {
  readonly definition: Definition
  readonly kinds: PlaybookKinds
  /** Groups the busiest owner would run by this playbook at once; null when nobody has said. */
  readonly groupsPerOwner: number | null
}
