import { fill, type PageSpec, type SlotEntry } from '@grove/ui'

/** What the room half of this module shows in the console. */
export const roomPages: readonly PageSpec[] = [
  { path: '/held-messages', title: 'room.held.title', right: 'room.moderate', component: () => import('../pages/held-page.tsx') },
]

export const roomSlots: readonly SlotEntry[] = [
  fill('community.tabs', {
    key: 'room',
    title: 'room.console_tab',
    order: 15,
    right: 'room.read',
    component: () => import('./room-tab.tsx'),
  }),
  fill('today.cards', {
    key: 'held',
    title: 'room.held.title',
    order: 40,
    right: 'room.moderate',
    component: () => import('./held-card.tsx'),
  }),
  fill('settings.panels', {
    key: 'words',
    title: 'room.words.title',
    order: 45,
    right: 'room.moderate',
    component: () => import('./word-panel.tsx'),
  }),
]
