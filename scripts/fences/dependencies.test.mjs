import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dependenciesFence } from './dependencies.mjs'
import { openRepository } from './repository.mjs'

const here = fileURLToPath(new URL('../..', import.meta.url))
const manifest = (name, exports) => JSON.stringify({ name: `@grove/${name}`, type: 'module', exports })
const files = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "jsx": "react-jsx", "verbatimModuleSyntax": true } }',
  'apps/server/main.ts': 'export const main = (value: number) => value as unknown',
  'packages/kit/package.json': manifest('kit', { '.': './index.ts' }),
  'packages/kit/index.ts': "import type { M } from '@grove/member/server'\nexport type K = M",
  'packages/ui/package.json': manifest('ui', { '.': './index.tsx' }),
  'packages/ui/index.tsx': 'export const Ui = () => <b>x</b>',
  'modules/identity/package.json': manifest('identity', { './server': './server/index.ts' }),
  'modules/identity/server/index.ts': "import { m } from '@grove/member/server'\nexport const i = { tier: 0, m }",
  'modules/member/package.json': manifest('member', { './server': './server/index.ts', './contract': './contract/index.ts' }),
  'modules/member/server/index.ts': 'export type M = 1\nexport const m = { tier: 1 }',
  'modules/member/server/screen.ts': "import { Ui } from '@grove/ui'\nexport const s = Ui",
  'modules/member/contract/index.ts': "import { m } from '../server/index.ts'\nexport const c = m",
  'modules/member/domain/pure.ts': "import { readFileSync } from 'node:fs'\nexport const p = readFileSync",
  'modules/member/h5/index.tsx': "import { Ui } from '@grove/ui'\nexport const page = () => <Ui />",
  'modules/member/console/index.tsx': "import { m } from '../server/index.ts'\nimport '@grove/gone'\nexport const page = m",
  'channels/post/package.json': manifest('channel-post', { '.': './index.ts' }),
  'channels/post/index.ts': "import { m } from '@grove/member/server'\nexport const post = m",
}
const names = {
  kit: 'packages/kit',
  ui: 'packages/ui',
  identity: 'modules/identity',
  member: 'modules/member',
  'channel-post': 'channels/post',
}

describe('dependencies', () => {
  let root
  let faults
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'grove-fence-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    mkdirSync(join(root, 'node_modules/@grove'), { recursive: true })
    for (const [name, folder] of Object.entries(names)) symlinkSync(join(root, folder), join(root, 'node_modules/@grove', name))
    cpSync(join(here, '.dependency-cruiser.cjs'), join(root, '.dependency-cruiser.cjs'))
    writeFileSync(join(root, '.gitignore'), 'node_modules\n')
    execFileSync('git', ['init', '-q'], { cwd: root })
    faults = await dependenciesFence.check(openRepository(root))
  }, 60_000)
  afterAll(() => rmSync(root, { recursive: true }))

  it.each([
    ['packages/kit/index.ts', 'packages-know-no-product'],
    ['modules/identity/server/index.ts', 'tier-0-looks-up'],
    ['modules/member/server/screen.ts', 'server-has-no-screens'],
    ['modules/member/contract/index.ts', 'contract-is-pure'],
    ['modules/member/domain/pure.ts', 'domain-is-pure'],
    ['modules/member/h5/index.tsx', 'phone-pages-stay-light'],
    ['modules/member/console/index.tsx', 'screens-have-no-server'],
    ['modules/member/console/index.tsx', 'not-resolvable'],
    ['channels/post/index.ts', 'channels-know-their-kit'],
  ])('%s trips %s', (path, rule) => {
    expect(faults.filter((fault) => fault.startsWith(`${path}: `) && fault.includes(`(${rule}:`))).toHaveLength(1)
  })

  it('finds nothing else, and has read every file', () => {
    expect(faults).toHaveLength(9)
  })
})
