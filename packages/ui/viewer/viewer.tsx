import type { Locale, Role } from '@grove/kernel/contract'
import { createContext, type ReactNode, useContext } from 'react'

/** The person at the screen, in the workspace they stand in. */
export interface Viewer {
  readonly accountId: number
  readonly staffId: number
  readonly name: string
  readonly role: Role
  readonly locale: Locale
  readonly workspace: {
    readonly id: number
    readonly name: string
    /** IANA zone. */
    readonly zone: string
    /** Short public key used in members' links: `/m/<publicKey>/…`. */
    readonly publicKey: string
    readonly demo: boolean
  }
  can(right: string): boolean
  /** Asks again who and where one is: after the workspace, its switch or one's own place changed. */
  readonly refresh?: () => void
  /** The language of this person's screen, kept with the account. */
  readonly chooseLocale?: (locale: Locale) => void
}

const Context = createContext<Viewer | undefined>(undefined)

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <Context value={viewer}>{children}</Context>
}

export function useViewer(): Viewer {
  const viewer = useContext(Context)
  if (!viewer) throw new Error('useViewer needs a ViewerProvider above it')
  return viewer
}

/** Shows its children to those who hold the right. */
export function Can({ right, children }: { right: string; children: ReactNode }) {
  return useViewer().can(right) ? children : null
}
