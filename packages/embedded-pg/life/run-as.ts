import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { embeddedPgErrors } from '../errors.ts'
import type { Place } from './place.ts'

/** Whom the server runs as. PostgreSQL refuses root, so root lends it another user; everybody else runs it as themselves. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
  readonly name: string
  /**
   * Name the data folder by the working directory instead of its path: the server then works below a folder
   * its user may not enter, such as /root.
   */
  readonly byWorkingDirectory: boolean
}

/** @throws embedded_pg.no_user as root on a system with neither `postgres` nor `nobody`. */
export async function runAs(place: Place): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { name: process.env.USER ?? String(process.getuid?.() ?? 'user'), byWorkingDirectory: false }
  const byWorkingDirectory = existsSync('/proc/self/cwd')
  const users = await readUsers()
  const owner = await stat(place.root).catch(() => undefined)
  const settled = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid, name: nameOf(users, owner.uid) } : undefined
  const user = settled ?? users.get('postgres') ?? users.get('nobody')
  if (!user) throw embeddedPgErrors.no_user()
  return { ...user, byWorkingDirectory }
}

interface User {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

async function readUsers(): Promise<Map<string, User>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const users = new Map<string, User>()
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name && uid && gid && Number(uid) > 0) users.set(name, { name, uid: Number(uid), gid: Number(gid) })
  }
  return users
}

function nameOf(users: ReadonlyMap<string, User>, uid: number): string {
  for (const user of users.values()) if (user.uid === uid) return user.name
  return String(uid)
}

/** For child_process: nothing unless the user changes. */
export function identity(who: RunAs): { uid?: number; gid?: number } {
  return who.uid === undefined || who.gid === undefined ? {} : { uid: who.uid, gid: who.gid }
}
