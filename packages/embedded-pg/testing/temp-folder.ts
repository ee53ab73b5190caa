import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded, stopEmbedded } from '../index.ts'

export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Folders for one test file; `clear` stops what still runs in them and removes them. */
export function tempFolders() {
  const made: string[] = []
  return {
    make: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'grove-pg-'))
      made.push(folder)
      return folder
    },
    clear: async () => {
      for (const folder of made) {
        await stopEmbedded({ dataDir: folder }).catch(() => undefined)
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

export const startQuietly = (dataDir: string) => startEmbedded({ dataDir, log: quiet })
