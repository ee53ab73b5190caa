import { describe, expect, it } from 'vitest'
import { inlineRepository } from './repository.mjs'
import { versionsFence } from './versions.mjs'

const kit = { name: '@grove/kit', private: true, type: 'module', license: 'Apache-2.0', dependencies: { zod: '*', '@grove/db': '*' } }
const check = (changes, manifest, path = 'packages/kit/package.json', locked = manifest) => {
  const root = { dependencies: { zod: '4.6.7' }, ...changes }
  const packages = { '': root, [path.replace('/package.json', '')]: locked }
  return versionsFence.check(inlineRepository({ 'package.json': root, [path]: manifest, 'package-lock.json': { packages } }))
}

describe('versions', () => {
  it('refuses a range in the root', () => {
    expect(check({ dependencies: { zod: '^4.6.7' } }, kit)).toEqual(['package.json: zod is "^4.6.7"; pin one exact version'])
    expect(check({ devDependencies: { vite: 'latest' } }, kit)).toHaveLength(1)
  })

  it('refuses a version in a workspace, and a name without one in the root', () => {
    expect(check({}, { ...kit, dependencies: { zod: '4.6.7' } })).toEqual([expect.stringContaining('here "*"')])
    expect(check({}, { ...kit, dependencies: { zod: '*', lodash: '*' } })).toEqual([
      expect.stringContaining('lodash has no version in the root'),
    ])
  })

  it('refuses a version that nobody asks for', () => {
    expect(check({ dependencies: { zod: '4.6.7', antd: '6.6.8' } }, kit)).toEqual(['package.json: no workspace asks for antd'])
  })

  it('refuses a workspace that is not one of ours', () => {
    expect(check({}, { ...kit, name: 'kit' })).toHaveLength(1)
    expect(check({}, { ...kit, private: false })).toHaveLength(1)
    expect(check({}, { ...kit, license: 'MIT' })).toHaveLength(1)
    expect(check({}, { ...kit, type: 'commonjs' })).toHaveLength(1)
  })

  it('refuses a lockfile that knows another workspace', () => {
    expect(check({}, kit, undefined, { dependencies: {} })).toEqual([expect.stringContaining('knows another packages/kit/package.json')])
  })

  it('lets exact pins and stars pass', () => {
    expect(check({}, kit)).toEqual([])
    expect(check({}, { ...kit, name: '@grove/channel-room' }, 'channels/room/package.json')).toEqual([])
  })
})
