import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

const ROOM = 3 * 1024 ** 3

/** Where folders that are thrown away lie: in memory where there is plenty, as a database is a thousand small files; else with the temporary files. */
export async function quickFolder(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => undefined)
  return memory && memory.bavail * memory.bsize > ROOM ? '/dev/shm' : tmpdir()
}
