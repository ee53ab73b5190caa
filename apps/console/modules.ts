import { analyticsConsole } from '@grove/analytics/console'
import { identityConsole } from '@grove/identity/console'
import { playbookConsole } from '@grove/playbook/console'
import type { ConsoleSpec } from '@grove/ui'

/** The one list of what the console shows, in the order of the modules' tiers. */
export const consoles: readonly ConsoleSpec[] = [identityConsole, playbookConsole, analyticsConsole]
