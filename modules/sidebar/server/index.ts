import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { enterSidebar, startSidebar } from './enter-sidebar.ts'
import { readGroupCard, readMemberCard } from './read-card.ts'
import { listScripts, removeScript, saveScript } from './scripts.ts'
import { signSidebar } from './sign-sidebar.ts'
import { seedScripts } from './starter-scripts.ts'

const SERVING = ['head', 'operator', 'owner', 'sales'] as const

/** The page beside a conversation in a channel's own client, and the scripts it sends. */
export const sidebar = defineModule({
  name: 'sidebar',
  tier: 4,
  rights: {
    'sidebar.use': SERVING,
    'script.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'script.write': ['head', 'operator'],
  },
  errors: api.sidebarErrors,
  api: [
    endpoint(api.startSidebar, startSidebar),
    endpoint(api.enterSidebar, enterSidebar),
    endpoint(api.signSidebar, signSidebar),
    endpoint(api.readMemberCard, readMemberCard),
    endpoint(api.readGroupCard, readGroupCard),
    endpoint(api.listScripts, listScripts),
    endpoint(api.saveScript, saveScript),
    endpoint(api.removeScript, removeScript),
  ],
  seed: seedScripts,
  migrations: new URL('./migrations/', import.meta.url),
})
