/** Whether what a form tells as changed reaches to this field. */
export function isChanged(changed: unknown, name: readonly (string | number)[]): boolean {
  const [first, ...rest] = name
  if (first === undefined) return true
  return typeof changed === 'object' && changed !== null && first in changed && isChanged((changed as Record<string, unknown>)[first], rest)
}
