import { defineModule } from '@grove/kernel/server'
import { identityErrors, identityEvents } from '../contract/index.ts'

export const identity = defineModule({
  name: 'identity',
  tier: 0,
  rights: {
    'workspace.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'workspace.manage': ['head'],
    'sends.stop': ['head', 'operator'],
    'staff.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'staff.manage': ['head'],
    'rights.manage': ['head'],
    'apiKey.manage': ['head'],
    'audit.read': ['head'],
  },
  errors: identityErrors,
  events: identityEvents,
  api: [],
  migrations: new URL('./migrations/', import.meta.url),
})
