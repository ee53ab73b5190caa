import type { LocaleSource } from '@grove/i18n'
import type { ComponentType, ReactNode } from 'react'
import type { SlotEntry } from './slot.tsx'

/** A page of the console. Its chunk is fetched when it is opened: `component: () => import('./pages/tags.tsx')` (default export). */
export interface PageSpec {
  /** `/tags`, `/communities/$id`; parameters are read with `usePathParams`. */
  readonly path: string
  readonly component: () => Promise<{ default: ComponentType }>
  /** Locale key of the browser title. */
  readonly title: string
  /** Without it the page answers “not allowed” and never loads. */
  readonly right?: string
  /** Open without signing in, outside the frame (accepting an invitation). */
  readonly open?: boolean
}

/** Groups of the side menu, top to bottom. */
export const menuGroups = ['work', 'people', 'method', 'insight', 'manage'] as const
export type MenuGroup = (typeof menuGroups)[number]

export interface MenuSpec {
  readonly key: string
  readonly path: string
  /** Locale key. */
  readonly title: string
  readonly icon: ReactNode
  readonly group: MenuGroup
  /** Position in its group; steps of 10. */
  readonly order: number
  readonly right?: string
  /** Position in the bar at the bottom of a phone (the first four show, the rest is under “more”). */
  readonly phone?: number
}

export interface ConsoleSpec {
  readonly name: string
  readonly locales: LocaleSource
  readonly pages: readonly PageSpec[]
  readonly menu: readonly MenuSpec[]
  /** Panels on other modules' pages, made with `fill('community.tabs', …)`. */
  readonly slots?: readonly SlotEntry[]
}

/** What a module shows in the console; the one list of them is apps/console/modules.ts. */
export function defineConsole(spec: ConsoleSpec): ConsoleSpec {
  return spec
}
