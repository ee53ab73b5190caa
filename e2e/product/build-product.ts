import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Journeys walk through what customers get: the built bundle, made again only where sources changed. */
export default function buildProduct(): void {
  if (process.env['GROVE_AS_BUILT'] === '1') return
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))], { stdio: 'inherit' })
}
