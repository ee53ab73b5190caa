import type { Command } from '../command.ts'
import { backup } from './backup.ts'
import { bench } from './bench.ts'
import { demo } from './demo.ts'
import { importMembers } from './import-members.ts'
import { lint } from './lint.ts'
import { restore } from './restore.ts'
import { rotateKeys } from './rotate-keys.ts'
import { server } from './server.ts'

/** `grove NAME …`; one file a command. */
export const commands: Readonly<Record<string, Command>> = {
  server,
  demo,
  import: importMembers,
  lint,
  backup,
  restore,
  bench,
  'rotate-keys': rotateKeys,
}
