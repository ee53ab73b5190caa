const refused = /(?:^|\/)(?:utils?|helpers?|common|misc|types|service)(?:\.[a-z.]+|\/)/
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|property\.test|db\.test|web\.test|e2e|config))?\.[a-z]+$/
const moduleFiles = [
  /^README\.md$/,
  /^package\.json$/,
  /^contract\/(?:[a-z-]+-)?(?:model|api|events|errors|index)\.ts$/,
  /^contract\/[a-z-]+\.ts$/,
  /^contract\/[a-z-]+\.test\.ts$/,
  /^domain\/(?:[a-z-]+\/)*[a-z0-9-]+(?:(?:\.property)?\.test)?\.(?:ts|ya?ml|json)$/,
  /^server\/(?:[a-z-]+\/)?[a-z0-9-]+(?:(?:\.db)?\.test)?\.ts$/,
  /^server\/migrations\/\d{4}-[a-z0-9-]+\.sql$/,
  /^(?:console|h5)\/index\.tsx?$/,
  /^(?:console|h5)\/(?:pages|parts)\/(?:[a-z-]+\/)?[a-z0-9-]+(?:(?:\.(?:web|db))?\.test)?\.(?:tsx?|css)$/,
  /^builtin\/[a-z0-9-]+\.yaml$/,
  /^locales\/(?:zh|en)\.json$/,
]
const vocabulary =
  'README.md, package.json, contract/, domain/, server/, console/{index.tsx, pages/, parts/}, h5/{…}, builtin/*.yaml, locales/{zh,en}.json'

/** Modules are built of the same rooms, files are named after the one thing inside, and none is longer than 500 lines. */
export const vocabularyFence = {
  name: 'vocabulary',
  check: (repository) => [...moduleShapes(repository), ...fileNames(repository), ...lengths(repository)],
}

function moduleShapes({ files, children, has }) {
  const foreign = files
    .filter((file) => file.startsWith('modules/'))
    .filter((file) => !moduleFiles.some((shape) => shape.test(file.split('/').slice(2).join('/'))))
    .map((file) => `${file}: not a place of a module (${vocabulary})`)
  const missing = children('modules').flatMap((name) =>
    ['README.md', 'package.json', 'contract/index.ts', 'server/index.ts']
      .filter((file) => !has(`modules/${name}/${file}`))
      .map((file) => `modules/${name}/${file}: missing; every module has one`),
  )
  const kits = children('packages').concat(children('channels'))
  const unread = kits
    .map((name) => (has(`packages/${name}`) ? `packages/${name}/README.md` : `channels/${name}/README.md`))
    .filter((file) => !has(file))
    .map((file) => `${file}: missing; say in 10 to 30 lines what the folder is for`)
  return [...foreign, ...missing, ...unread]
}

function fileNames({ sources, files }) {
  const drawers = files
    .filter((file) => /^(?:apps|bench|channels|e2e|modules|packages|scripts)\//.test(file) && refused.test(file))
    .map((file) => `${file}: a drawer, not a name; call it after the one thing inside`)
  const shouting = sources
    .filter(
      (file) =>
        !kebab.test(
          file
            .split('/')
            .at(-1)
            .replace(/\.d\.ts$/, '.ts'),
        ),
    )
    .map((file) => `${file}: file names are kebab-case`)
  return [...drawers, ...shouting]
}

function lengths({ sources, matching, read }) {
  const counted = [...sources, ...matching(/^scripts\/.*\.mjs$/)].map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
  const long = counted
    .filter(({ lines }) => lines > 500)
    .map(({ file, lines }) => `${file}: ${lines} lines; 500 at most, split it by what it does`)
  const code = counted.filter(({ file }) => !/\.test\.|^(?:bench|e2e)\//.test(file)).map(({ lines }) => lines)
  const median = code.sort((a, b) => a - b)[code.length >> 1] ?? 0
  return median > 80 ? [...long, `the median source file has ${median} lines; 80 at most`] : long
}
