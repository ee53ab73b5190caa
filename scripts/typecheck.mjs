import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

// The whole product, and once more the pure part without DOM and Node: contract and domain may know neither.
const codes = await Promise.all(
  ['tsconfig.json', 'tsconfig.pure.json'].map(
    (config) =>
      new Promise((resolve) => {
        spawn(process.execPath, [tsc, '-p', config, '--noEmit'], { cwd: root, stdio: 'inherit' }).on('close', resolve)
      }),
  ),
)
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0
