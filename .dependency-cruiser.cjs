const { readFileSync, readdirSync, existsSync } = require('node:fs')
const { join } = require('node:path')

const modulesFolder = join(__dirname, 'modules')
const tierOf = (name) => {
  const door = join(modulesFolder, name, 'server', 'index.ts')
  const found = existsSync(door) ? /\btier:\s*(\d)/.exec(readFileSync(door, 'utf8')) : null
  return found ? Number(found[1]) : undefined
}
const tiers = new Map(readdirSync(modulesFolder).map((name) => [name, tierOf(name)]))
const anyOf = (names) => `(?:${names.join('|')})`

// One rule a tier: what stands lower never imports what stands higher; it writes an event and the higher one reads it.
const tierRules = [0, 1, 2, 3].flatMap((tier) => {
  const here = [...tiers].filter(([, t]) => t === tier).map(([name]) => name)
  const higher = [...tiers].filter(([, t]) => t !== undefined && t > tier).map(([name]) => name)
  if (here.length === 0 || higher.length === 0) return []
  return [
    {
      name: `tier-${tier}-looks-up`,
      comment: 'A lower tier never imports a higher one: emit an event and let the higher one read it.',
      severity: 'error',
      from: { path: `^modules/${anyOf(here)}/`, pathNot: testFiles() },
      to: { path: `^modules/${anyOf(higher)}/` },
    },
  ]
})

function testFiles() {
  return '[.]test[.]tsx?$|/fixture/|/testing/|/domain/random-|/server/test-|-fixture[.]ts$'
}

const screenLibraries = '^node_modules/(?:react|react-dom|antd|@ant-design|echarts|wouter|codemirror|@codemirror|@tanstack)/'
const serverKits = '^packages/(?:kernel/(?:server|http)|db|event-log|jobs|embedded-pg|testkit)/'

module.exports = {
  forbidden: [
    {
      name: 'not-resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?](?:url|raw|inline)$|^virtual:' },
    },
    {
      name: 'packages-know-no-product',
      comment: 'Kits know nothing of communities: pass it in, or make an extension point.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(?:modules|channels|apps)/' },
    },
    {
      name: 'channels-know-their-kit',
      comment:
        'A channel knows channel-kit, kernel, db and the client of its platform only; what it needs of the product comes in through a port.',
      severity: 'error',
      from: { path: '^channels/([^/]+)/', pathNot: testFiles() },
      to: { path: '^(?:modules|apps|channels|packages)/', pathNot: '^channels/$1/|^packages/(?:channel-kit|kernel|db|wecom-api)/' },
    },
    {
      name: 'modules-know-no-channel',
      comment: 'A module asks what a channel can do through channel-kit, never which channel it is.',
      severity: 'error',
      from: { path: '^modules/', pathNot: testFiles() },
      to: { path: '^(?:channels|apps)/' },
    },
    {
      name: 'module-doors',
      comment: 'Other modules are entered through ./contract, ./domain, ./server, ./console, ./h5 only.',
      severity: 'error',
      from: { path: '^([^/]+)/([^/]+)/' },
      to: {
        path: '^modules/',
        pathNot: '^$1/$2/|^modules/[^/]+/(?:(?:contract|domain|server)/index[.]ts|(?:console|h5)/index[.]tsx?|locales/(?:zh|en)[.]json)$',
      },
    },
    {
      name: 'contract-is-pure',
      comment: 'contract/ is zod and other contracts, nothing else.',
      severity: 'error',
      from: { path: '^(?:modules|packages)/[^/]+/contract/', pathNot: testFiles() },
      to: { pathNot: '^(?:modules|packages)/[^/]+/contract/|^packages/(?:calendar|i18n)/|^node_modules/(?:zod|temporal-polyfill)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ knows contracts and pure kits: no server, no screens, no Node.',
      severity: 'error',
      from: { path: '^modules/[^/]+/domain/', pathNot: testFiles() },
      to: {
        pathNot:
          '^modules/[^/]+/(?:contract|domain)/|^packages/[^/]+/contract/|^packages/(?:calendar|i18n)/|^node_modules/(?:zod|yaml|temporal-polyfill|chinese-days|@noble/hashes)/',
      },
    },
    {
      name: 'server-has-no-screens',
      comment: 'server/ never imports screens.',
      severity: 'error',
      from: {
        path: '^modules/[^/]+/server/|^packages/(?:kernel|db|event-log|jobs|channel-kit|embedded-pg)/|^channels/|^apps/(?:server|cli)/',
      },
      to: { path: `^modules/[^/]+/(?:console|h5)/|^packages/(?:ui|ui-h5|client)/|${screenLibraries}` },
    },
    {
      name: 'screens-have-no-server',
      comment: 'Screens call the server through contracts and packages/client.',
      severity: 'error',
      from: {
        path: '^modules/[^/]+/(?:console|h5)/|^packages/(?:ui|ui-h5|client)/|^apps/(?:console|h5)/',
        pathNot: `${testFiles()}|vite[.]config`,
      },
      to: { path: `^modules/[^/]+/server/|${serverKits}|^channels/(?![^/]+/locales/)|^apps/(?:server|cli)/` },
    },
    {
      name: 'phone-pages-stay-light',
      comment: 'Member pages load on a phone in WeChat: no Ant Design, no chart library, no console widgets.',
      severity: 'error',
      from: { path: '^modules/[^/]+/h5/|^packages/ui-h5/|^apps/h5/' },
      to: {
        path: '^node_modules/(?:antd|@ant-design|echarts|codemirror|@codemirror|@tanstack/react-router)/|^packages/ui/|^modules/[^/]+/console/|^apps/console/',
      },
    },
    {
      name: 'console-knows-no-phone-page',
      comment: 'Console pages use packages/ui. Only the live room is the same for members and staff, and stands in the console as it is.',
      severity: 'error',
      from: {
        path: '^modules/[^/]+/console/|^packages/ui/|^apps/console/',
        pathNot: '^modules/conversation/console/parts/room-tab[.]tsx$',
      },
      to: { path: '^modules/[^/]+/h5/|^packages/ui-h5/|^apps/h5/' },
    },
    ...tierRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|fixtures)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
}
