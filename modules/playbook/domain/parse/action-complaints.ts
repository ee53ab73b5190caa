import type { Condition } from '@grove/condition-kit/contract'
import { type Action, paramsOf, variableKindOf, variablesIn } from '@grove/playbook-kit/contract'
import { conditionComplaints, type Place } from './condition-complaints.ts'
import { nearest } from './nearest.ts'
import type { Complaint, Path } from './problem.ts'
import { shapeComplaints } from './shape-complaints.ts'

/** Run parameters that actions name by key. */
const COMMUNITY_PARAMETER = new Set(['invite', 'transfer', 'startPlaybook'])
const CONTENT = ['text', 'picture', 'link', 'card', 'material']

/** What is wrong with one action: unknown names, nothing to say, variables that have no value there. */
export function actionComplaints(action: Action, path: Path, place: Place): readonly Complaint[] {
  const { definition, kinds } = place
  const kind = kinds.actions.get(action.kind)
  const complaints: Complaint[] = []
  const params = kind?.params.safeParse(paramsOf(action))
  if (kind && params && !params.success && path[0] === 'steps')
    complaints.push(...shapeComplaints(params.error.issues, kind.params, action, path))
  const { material, community } = action
  if (typeof material === 'string' && definition.materials[material] === undefined) {
    const names = Object.keys(definition.materials)
    complaints.push({ path: [...path, 'material'], code: 'unknown_material', data: { found: material }, hint: nearest(material, names) })
  }
  if (action.kind === 'send' && CONTENT.every((part) => action[part] === undefined)) {
    complaints.push({ path, code: 'empty_send', hint: 'text: { zh: …, en: … }' })
  }
  if (COMMUNITY_PARAMETER.has(action.kind) && typeof community === 'string') {
    complaints.push(...parameterComplaints(community, [...path, 'community'], 'community', place))
  }
  if (action.kind === 'branch' && Array.isArray(action['cases'])) {
    const cases = action['cases'] as readonly { readonly when: Condition }[]
    complaints.push(...cases.flatMap((one, index) => conditionComplaints(one.when, [...path, 'cases', index, 'when'], place)))
  }
  if (action.kind === 'wait') complaints.push(...waitComplaints(action, path, place))
  return [...complaints, ...variableComplaints(action, path, place)]
}

/** A run parameter must be declared, and of the kind it is used as. */
export function parameterComplaints(name: string, path: Path, kind: 'date' | 'community', place: Place): readonly Complaint[] {
  const { parameters } = place.definition
  const declared = parameters.find((one) => one.key === name)
  if (declared?.kind === kind) return []
  const fitting = parameters.filter((one) => one.kind === kind).map((one) => one.key)
  const code = declared ? 'parameter_of_other_kind' : 'unknown_parameter'
  return [{ path, code, data: { found: name, kind }, hint: nearest(name, fitting) ?? fitting[0] }]
}

function waitComplaints(action: Action, path: Path, place: Place): readonly Complaint[] {
  const name = String(action['for'])
  const trigger = place.kinds.triggers.get(name)
  if (!trigger) return []
  const asked = action['filter'] ?? {}
  const filter = trigger.filter.safeParse(asked)
  return filter.success ? [] : shapeComplaints(filter.error.issues, trigger.filter, asked, [...path, 'filter'])
}

function variableComplaints(value: unknown, path: Path, place: Place): readonly Complaint[] {
  if (typeof value === 'string') return variablesIn(value).flatMap((name) => variable(name, path, place))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    variableComplaints(part, [...path, Array.isArray(value) ? Number(key) : key], place),
  )
}

function variable(name: string, path: Path, place: Place): readonly Complaint[] {
  const { variables } = place.kinds
  const kind = variableKindOf(name, variables)
  const declared = place.definition.parameters.map((one) => `param.${one.key}`)
  if (!kind) {
    const names = [...variables.filter((one) => !one.name.endsWith('*')).map((one) => one.name), ...declared]
    return [{ path, code: 'unknown_variable', data: { found: name, allowed: names.join(', ') }, hint: braced(nearest(name, names)) }]
  }
  if (name.startsWith('param.') && !declared.includes(name)) {
    return [
      {
        path,
        code: 'unknown_parameter',
        data: { found: name.slice('param.'.length), kind: 'text' },
        hint: braced(nearest(name, declared)),
      },
    ]
  }
  return place.group && kind.level === 'member' ? [{ path, code: 'member_variable_in_group', data: { found: name } }] : []
}

function braced(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `{${name}}`
}
