import type { VariableKind } from '@grove/playbook-kit/contract'

/** What texts may name between braces. `param.*` are the run's parameters, `attribute.*` the member's free fields. */
export const coreVariables: readonly VariableKind[] = [
  { name: 'name', title: { zh: '成员昵称', en: "Member's name" }, level: 'member', example: '小林' },
  { name: 'attribute.*', title: { zh: '成员资料', en: "Member's attribute" }, level: 'member', example: '上海' },
  { name: 'community', title: { zh: '社群名称', en: 'Community' }, level: 'community', example: '春日新人群' },
  { name: 'owner', title: { zh: '群主', en: 'Owner' }, level: 'community', example: '阿珍', alike: true },
  { name: 'param.*', title: { zh: '本次参数', en: 'Run parameter' }, level: 'community', example: '…', alike: true },
]
