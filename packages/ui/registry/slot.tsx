import { type ComponentType, createElement, lazy, type ReactNode } from 'react'
import { useViewer } from '../viewer/viewer.tsx'
import { useConsole } from './console-context.tsx'

/**
 * Places on a page that other modules fill, with the properties their panel gets. The module that owns the page adds its own:
 * `declare module '@grove/ui' { interface Slots { 'product.tabs': { productId: number } } }`.
 */
export interface Slots {
  /** Cards on Today, in order; a card that has nothing to say renders null. */
  'today.cards': Record<string, never>
  /** Tabs of one community's page. */
  'community.tabs': { communityId: number }
  /** Figures and warnings at the top of one community's page. */
  'community.overview': { communityId: number }
  /** Under the calendar: what else falls into the local days it shows. */
  'calendar.panels': { from: string; to: string }
  /** Beside what one does in a community: what its channel cannot do of it (`about`: names of a channel's lacks). */
  'community.lacks': { communityId: number; about: readonly string[] }
  /** Buttons in the head of one community's page. */
  'community.actions': { communityId: number }
  /** Tabs of one member's page. */
  'member.tabs': { memberId: number }
  /** Links in the head of the staff page. */
  'staff.actions': Record<string, never>
  /** Sections of Settings. */
  'settings.panels': Record<string, never>
  /** Tabs of Settings: what is led to from elsewhere, or is too much for a section. */
  'settings.tabs': Record<string, never>
  /** Offered after the very first account was made (the demo workspace). */
  'first-run.offer': { onDone: () => void; onSkip: () => void }
  /** Notices above every page (kill switch, demo clock). */
  'shell.notices': Record<string, never>
}
export type SlotName = keyof Slots & string

export interface SlotFill<P> {
  readonly key: string
  /** Locale key: the tab's or section's title. */
  readonly title: string
  readonly order: number
  readonly right?: string
  readonly component: () => Promise<{ default: ComponentType<P> }>
}
export interface SlotEntry {
  readonly slot: SlotName
  readonly fill: SlotFill<never>
}

/** One panel for a slot: `fill('member.tabs', { key: 'orders', title: 'order.list.title', order: 30, component: () => import('./parts/orders.tsx') })`. */
export function fill<N extends SlotName>(slot: N, spec: SlotFill<Slots[N]>): SlotEntry {
  return { slot, fill: spec as unknown as SlotFill<never> }
}

export interface SlotPanel {
  readonly key: string
  readonly title: string
  readonly order: number
  readonly content: ReactNode
}

const loaded = new WeakMap<object, ComponentType>()

/** What fills the slot for this person, in order; put `content` where the page wants it (inside a Suspense that the shell provides). */
export function useSlot<N extends SlotName>(name: N, props: Slots[N]): readonly SlotPanel[] {
  const { slots } = useConsole()
  const viewer = useViewer()
  return slots
    .filter((entry) => entry.slot === name && (!entry.fill.right || viewer.can(entry.fill.right)))
    .map(({ fill: one }) => ({
      key: one.key,
      title: one.title,
      order: one.order,
      content: createElement(lazyOnce(one), { key: one.key, ...(props as object) }),
    }))
    .sort((a, b) => a.order - b.order)
}

function lazyOnce(one: SlotFill<never>): ComponentType {
  const known = loaded.get(one)
  if (known) return known
  const component = lazy(one.component as unknown as () => Promise<{ default: ComponentType }>)
  loaded.set(one, component)
  return component
}
