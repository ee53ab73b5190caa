import { coreLanguage } from './contract/index.ts'
import { parsePlaybook } from './domain/index.ts'
const show = (t: string) => { const r = parsePlaybook(t, coreLanguage); console.log('-----'); if (r.ok) console.log('ok'); else for (const p of r.problems) console.log(`${p.line}:${p.column} ${p.path.join('.')} ${p.code} ${JSON.stringify(p.data)} => ${p.hint ?? ''}`) }
show('')
show('hello')
show('grove: 1\nkey: a\nkey: b\n')
show('grove: 1\n  bad: [\n')
show('a: &a [x,x]\nb: *zz\n')
show(`grove: 1
key: K x
title: ''
communityTypes: [newcomers]
stepz: 1
materials: { Bad Key: {} }
holdout: 90
steps:
  - id: a
    title: t
    when: { dya: 1, at: 9点 }
    do: { kind: sned, text: x }
    xx: 1
  - id: b
    title: x
    when: { on: spoek }
    do: { kind: send, text: { zh: x } }
    to: { were: 1 }
    if: { kind: tga }
  - id: c
    title: c
    when: soon
    do: { kind: send }
    fallback: { within: 2小时, do: x }
    who: sys
  - id: d
    when: { day: two, at: 21:30 }
    do: { text: x }
  - id: e
    title: e
    when: { weekly: [tuesday], at: "10:00" }
    do: { kind: wait, for: joined, within: 1天 }
    if: { all: [{ kind: tag }, { not: { kind: events, event: x } }] }
    misfire: send
  - id: f
    title: f
    when: { after: 1, delay: 10分钟 }
    do: { kind: branch, cases: [{ when: { kind: tag, tag: x } }] }
`)
show(`grove: 1
key: a
title: A
communityTypes: [newcomer]
parameters:
  - { key: shop, title: s, kind: link }
phases: [{ id: one, title: x, from: 3, to: 1 }]
stop: [{ id: s, ends: member, on: communityState, filter: { to: x }, reason: r }, {id: s, ends: community, when: {kind: tag, tag: x}, reason: r}]
steps:
  - { id: a, title: t, phase: oen, when: { joinDay: 1, at: "09:00" }, do: { kind: send, text: "Hi {nmae}, {param.shp} {name}" } }
  - { id: a, title: t, when: { after: c }, do: { kind: tag, tag: x } }
  - { id: b, title: t, when: { after: d }, do: { kind: send } }
  - { id: c, title: t, track: member, when: { after: c2, outcome: sen }, do: { kind: send, material: rles } }
  - { id: c2, title: t, track: member, when: { after: c, outcome: sen }, do: { kind: send, text: x } , fallback: {within: 1h, do: {kind: send, text: x}}}
  - { id: e, title: t, track: member, when: { countdown: shop, daysBefore: 1, at: "09:00" }, do: { kind: invite, community: vip }, to: each }
  - { id: f, title: t, track: member, when: { on: communityState, filter: {too: x}, days: 2 }, do: { kind: closeCommunity } }
  - { id: g, title: t, when: { day: 1, at: "09:00" }, do: { kind: wait, for: spoke, filter: { whre: group }, within: 1h }, who: owner, if: {kind: variant, step: h, is: z} }
  - { id: h, title: t, when: { day: 1, at: "09:00" }, do: { kind: send, text: x}, variants: [{id: a, with: {text: "{x}"}}, {id: a, weight: 0, with: {txt: y}}] , confirm: true, fallback: {within: 2d, do: {kind: send}}, if: {kind: members}}
`)
