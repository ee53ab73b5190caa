import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded, stopEmbedded } from '../index.ts'
import { quickFolder } from './quick-folder.ts'

export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Folders for one test file; `clear` stops what still runs in them and removes them. */
export function tempFolders() {
  const made: string[] = []
  const makeIn = async (base: string) => {
    const folder = await mkdtemp(join(base, 'grove-pg-'))
    made.push(folder)
    return folder
  }
  return {
    make: async () => makeIn(await quickFolder()),
    /** Programs may not run from memory everywhere. */
    makeForPrograms: () => makeIn(tmpdir()),
    clear: async () => {
      for (const folder of made) {
        await stopEmbedded({ dataDir: folder }).catch(() => undefined)
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

export const startQuietly = (dataDir: string) => startEmbedded({ dataDir, log: quiet })
