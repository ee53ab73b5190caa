import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import { Document, isMap, isScalar, visit } from 'yaml'
import { coreLanguage, type Definition, definitionSchema } from '../contract/index.ts'
import { withoutDefaults } from './without-defaults.ts'

/** Parts that read best on one line. */
const ON_ONE_LINE = new Set(['when', 'to', 'quiet', 'perMember', 'perGroup', 'misfire', 'filter'])

/** The playbook as YAML a person likes to read; `parsePlaybook` gives the same definition back. Defaults are left out. */
export function formatPlaybook(definition: Definition, kinds: PlaybookKinds = coreLanguage): string {
  const document = new Document(withoutDefaults(definitionSchema(kinds), definition), { aliasDuplicateObjects: false })
  visit(document, {
    Pair: (_, pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : ''
      if (isMap(pair.value) && ON_ONE_LINE.has(name)) pair.value.flow = true
    },
    Scalar: (_, scalar) => {
      // Older readers of YAML take 10:30 for a number and a date for a moment.
      if (typeof scalar.value === 'string' && /^\d+[:-][\d:-]+$/.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
    Seq: (_, seq) => {
      if (seq.items.every((item) => isScalar(item) && !String(item.value).includes('\n'))) seq.flow = true
    },
    Map: (_, map, path) => {
      // Empty content of a step reads better as `{}` than as nothing.
      if (map.items.length === 0 && path.length > 0) map.flow = true
    },
  })
  const steps = document.get('steps')
  if (typeof steps === 'object' && steps !== null && 'items' in steps) {
    for (const item of (steps as { items: { spaceBefore?: boolean }[] }).items) item.spaceBefore = true
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}
