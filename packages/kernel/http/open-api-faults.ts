import type { OpenApiDocument } from './open-api.ts'

/** What is wrong with an OpenAPI 3.1 document: structure, parameters, unique ids, references that lead nowhere. Empty when valid. */
export function openApiFaults(document: OpenApiDocument): string[] {
  const faults: string[] = []
  if (document.openapi !== '3.1.0') faults.push('openapi is not 3.1.0')
  if (!document.info.title || !document.info.version) faults.push('info needs title and version')
  const ids = new Set<string>()
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) faults.push(`${path}: a path starts with /`)
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    for (const [method, operation] of Object.entries(operations)) {
      const at = `${path} ${method}`
      if (ids.has(operation.operationId)) faults.push(`${at}: operationId ${operation.operationId} is used twice`)
      ids.add(operation.operationId)
      if (!operation.summary) faults.push(`${at}: no summary`)
      if (Object.keys(operation.responses).length === 0) faults.push(`${at}: no responses`)
      const declared = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name)
      for (const name of wanted) if (!declared.includes(name)) faults.push(`${at}: path parameter "${name}" is not declared`)
      for (const name of declared) if (!wanted.includes(name)) faults.push(`${at}: parameter "${name}" is not in the path`)
      for (const one of operation.parameters)
        if (one.in === 'path' && !one.required) faults.push(`${at}: path parameter "${one.name}" must be required`)
      const names = operation.parameters.map((one) => `${one.in} ${one.name}`)
      if (new Set(names).size !== names.length) faults.push(`${at}: a parameter is declared twice`)
      for (const scheme of operation.security.flatMap((one) => Object.keys(one)))
        if (!(scheme in document.components.securitySchemes)) faults.push(`${at}: unknown security scheme ${scheme}`)
    }
  }
  return [...faults, ...danglingReferences(document)]
}

function danglingReferences(document: OpenApiDocument): string[] {
  const references = new Set([...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1] ?? ''))
  return [...references].filter((reference) => !leadsSomewhere(document, reference)).map((reference) => `${reference} leads nowhere`)
}

function leadsSomewhere(document: object, reference: string): boolean {
  if (!reference.startsWith('#/')) return false
  let current: unknown = document
  for (const part of reference.slice(2).split('/')) {
    if (typeof current !== 'object' || current === null || !(part in current)) return false
    current = (current as Record<string, unknown>)[part]
  }
  return true
}
