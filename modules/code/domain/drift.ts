import type { WantedCode } from '@grove/channel-kit/contract'

/** Fields in which what the platform shows is not what it was told. The order of people says nothing; the order of groups does. */
export function driftOf(told: WantedCode, seen: WantedCode): string[] {
  const sorted = (code: WantedCode) => (told.kind === 'person' ? [...code.targets].sort() : code.targets).join('\n')
  const fields: [string, boolean][] = [
    ['targets', sorted(told) !== sorted(seen)],
    ['state', told.state !== seen.state],
    ['remark', told.remark !== seen.remark],
    ['open', told.open !== seen.open],
    ['base_name', told.kind === 'group' && told.baseName !== seen.baseName],
  ]
  return fields.filter(([, differs]) => differs).map(([name]) => name)
}
