/** Every module states its tier, the tier ARCHITECTURE.md gives it, and its package.json asks for no higher one. */
export const tiersFence = {
  name: 'tiers',
  check({ children, has, read, json }) {
    const names = children('modules').filter((name) => has(`modules/${name}/server/index.ts`))
    const tiers = new Map(names.map((name) => [name, stated(read(`modules/${name}/server/index.ts`))]))
    const drawn = drawnTiers(read('ARCHITECTURE.md'))
    return names.flatMap((name) => {
      const tier = tiers.get(name)
      if (tier === undefined) return [`modules/${name}/server/index.ts: no tier in defineModule`]
      const place =
        drawn.get(name) === tier ? [] : [`modules/${name}: tier ${tier} in defineModule, ${drawn.get(name) ?? 'none'} in ARCHITECTURE.md`]
      const manifest = json(`modules/${name}/package.json`)
      const higher = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
        .map((dependency) => dependency.replace('@grove/', ''))
        .filter((dependency) => (tiers.get(dependency) ?? -1) > tier)
      return [
        ...place,
        ...higher.map((other) => `modules/${name}/package.json: tier ${tier} asks for ${other} of tier ${tiers.get(other)}`),
      ]
    })
  },
}

function stated(text) {
  const found = /\btier:\s*(\d)/.exec(text)
  return found ? Number(found[1]) : undefined
}

function drawnTiers(text) {
  const rows = [...text.matchAll(/^\|\s*(\d)\s*\|(.*)\|\s*$/gm)]
  return new Map(rows.flatMap(([, tier, words]) => [...words.matchAll(/`([a-z-]+)`/g)].map(([, name]) => [name, Number(tier)])))
}
