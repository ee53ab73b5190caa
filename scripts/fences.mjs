import { fileURLToPath } from 'node:url'
import { openRepository } from './fences/repository.mjs'

const names = process.argv.slice(2)
const fences = await Promise.all([
  import('./fences/vocabulary.mjs'),
  import('./fences/doors.mjs'),
  import('./fences/tiers.mjs'),
  import('./fences/dependencies.mjs'),
  import('./fences/versions.mjs'),
  import('./fences/migrations.mjs'),
  import('./fences/workspace-scope.mjs'),
  import('./fences/audit-trail.mjs'),
  import('./fences/enum-options.mjs'),
  import('./fences/words.mjs'),
  import('./fences/spoken.mjs'),
  import('./fences/glossary.mjs'),
  import('./fences/doc-references.mjs'),
  import('./fences/decisions.mjs'),
  import('./fences/residue.mjs'),
])
const repository = openRepository(fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, ''))

let failed = 0
for (const fence of fences.flatMap((file) => Object.values(file)).filter((value) => typeof value?.check === 'function')) {
  if (names.length > 0 && !names.includes(fence.name)) continue
  const faults = await fence.check(repository)
  failed += faults.length
  console.log(`${faults.length === 0 ? '✓' : '✗'} ${fence.name}${faults.length === 0 ? '' : ` (${faults.length})`}`)
  for (const fault of faults) console.log(`    ${fault}`)
}
if (failed > 0) console.log(`\n${failed} ${failed === 1 ? 'fault' : 'faults'}. Each fence explains itself in scripts/fences/<name>.mjs.`)
process.exitCode = failed > 0 ? 1 : 0
