import { describe, expect, it } from 'vitest'
import { settingsFile } from './settings.ts'

const GB = 1024 ** 3

describe('settings of the server', () => {
  it('never trade durability for speed', () => {
    const text = settingsFile({}, 2 * GB)
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) expect(text).toContain(`${name} = 'on'`)
  })

  it('fit the memory of the machine, within bounds', () => {
    expect(settingsFile({}, GB / 2)).toContain("shared_buffers = '64MB'")
    expect(settingsFile({}, 4 * GB)).toContain("shared_buffers = '256MB'")
    expect(settingsFile({}, 256 * GB)).toContain("shared_buffers = '512MB'")
  })

  it("let the operator's file win over ours, and an override over both", () => {
    const lines = settingsFile({ fsync: 'off' }, GB).split('\n')
    const custom = lines.indexOf("include_if_exists = 'custom.conf'")
    expect(custom).toBeGreaterThan(lines.indexOf("fsync = 'on'"))
    expect(lines.indexOf("fsync = 'off'")).toBeGreaterThan(custom)
  })
})
