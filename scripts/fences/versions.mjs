const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/
const fields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/** Third-party versions stand once, exactly, in the root package.json; workspaces say "*". */
export const versionsFence = {
  name: 'versions',
  check(repository) {
    const root = repository.json('package.json')
    const pins = Object.assign({}, ...fields.map((field) => root[field] ?? {}))
    const loose = Object.entries(pins)
      .filter(([, version]) => !exact.test(version))
      .map(([name, version]) => `package.json: ${name} is "${version}"; pin one exact version`)
    const workspaces = repository.matching(/^(?:(?:apps|channels|modules|packages)\/[^/]+|bench|e2e)\/package\.json$/)
    const pinned = new Set(Object.keys(pins))
    const asked = new Set(workspaces.flatMap((path) => fields.flatMap((field) => Object.keys(repository.json(path)[field] ?? {}))))
    const idle = Object.keys(root.dependencies ?? {})
      .filter(
        (name) => !asked.has(name) && !repository.matching(/^scripts\/.*\.mjs$/).some((path) => repository.read(path).includes(`'${name}`)),
      )
      .map((name) => `package.json: no workspace asks for ${name}`)
    return [
      ...loose,
      ...idle,
      ...unlocked(repository, workspaces),
      ...workspaces.flatMap((path) => workspaceFaults(path, repository.json(path), pinned)),
    ]
  },
}

/** npm ci refuses a lockfile that does not know every workspace and what it asks for. */
function unlocked({ has, json }, workspaces) {
  if (!has('package-lock.json')) return ['package-lock.json: missing']
  const { packages } = json('package-lock.json')
  const asks = (manifest) =>
    fields
      .flatMap((field) => Object.keys(manifest?.[field] ?? {}).map((name) => `${field} ${name}`))
      .sort()
      .join()
  return ['package.json', ...workspaces]
    .filter((path) => asks(packages[path.replace(/\/?package\.json$/, '')]) !== asks(json(path)))
    .map((path) => `package-lock.json: knows another ${path}; run npm install and commit the lockfile`)
}

function workspaceFaults(path, manifest, pinned) {
  const [floor, folder] = path.split('/')
  const name = `@grove/${folder === 'package.json' ? floor : floor === 'channels' ? `channel-${folder}` : folder}`
  const names = [name, ...(floor === 'apps' ? [`@grove/app-${folder}`] : [])]
  const versions = fields.flatMap((field) => Object.entries(manifest[field] ?? {}))
  return [
    ...(names.includes(manifest.name) ? [] : [`${path}: is named "${manifest.name}"; the folder says ${name}`]),
    ...(manifest.private === true ? [] : [`${path}: "private": true is missing`]),
    ...(manifest.type === 'module' ? [] : [`${path}: "type": "module" is missing`]),
    ...(manifest.license === 'Apache-2.0' ? [] : [`${path}: "license": "Apache-2.0" is missing`]),
    ...versions
      .filter(([, version]) => version !== '*')
      .map(([dependency, version]) => `${path}: ${dependency} is "${version}"; versions stand in the root package.json, here "*"`),
    ...versions
      .filter(([dependency]) => !dependency.startsWith('@grove/') && !pinned.has(dependency))
      .map(([dependency]) => `${path}: ${dependency} has no version in the root package.json`),
  ]
}
