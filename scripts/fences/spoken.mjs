import { withoutComments } from './repository.mjs'

/** Closed lists whose members stand on a screen: the enum, and the beginnings of the keys that put each of its values into words. */
const lists = [
  ['packages/kernel/contract', 'role', ['staff.role.', 'shell.role.']],
  ['packages/channel-kit/contract', 'retryReason', ['send.reason.']],
  ['packages/channel-kit/contract', 'refusedReason', ['send.reason.']],
  ['packages/channel-kit/contract', 'failedReason', ['send.reason.']],
  ['packages/channel-kit/contract', 'needsPersonReason', ['send.reason.']],
  ['packages/channel-kit/contract', 'unknownReason', ['send.reason.']],
  ['modules/conversation/contract', 'heldReason', ['send.reason.']],
  ['modules/conversation/contract', 'droppedReason', ['send.reason.']],
  ['modules/conversation/contract', 'sendState', ['send.state.']],
  ['modules/conversation/contract', 'badge', ['room.badge.']],
  ['modules/conversation/contract', 'wordAction', ['room.words.']],
  ['modules/community/contract', 'communityState', ['community.state.', 'event.word.from.', 'event.word.to.']],
  ['modules/community/contract', 'communityType', ['community.type.', 'playbook.type.']],
  ['modules/community/contract', 'membershipRole', ['community.role.', 'event.word.role.']],
  ['modules/community/contract', 'membershipState', ['community.membership.']],
  ['modules/community/contract', 'scene', ['community.scene.', 'event.word.scene.']],
  ['modules/community/contract', 'post', ['community.post.', 'event.word.post.']],
  ['modules/community/contract', 'applicationState', ['community.application.']],
  ['modules/community/contract', 'askable', ['community.field.']],
  ['modules/member/contract', 'memberKind', ['member.kind.']],
  ['modules/member/contract', 'gender', ['member.gender.']],
  ['modules/member/contract', 'importState', ['member.import.state.']],
  ['modules/task/contract', 'taskKind', ['task.kind.']],
  ['modules/task/contract', 'taskState', ['task.state.']],
  ['modules/playbook/contract', 'runState', ['run.state.']],
  ['modules/playbook/contract', 'stepReason', ['run.reason.', 'event.word.reason.']],
  ['modules/playbook/contract', 'trackEnding', ['event.word.reason.']],
  ['modules/playbook/contract', 'blockedBy', ['playbook.blocked.']],
  ['modules/playbook/contract', 'who', ['playbook.who.']],
  ['modules/playbook/contract', 'topic', ['playbook.topic.']],
  ['modules/playbook/contract', 'marketing', ['playbook.marketing.']],
]

/** Every right, recorded verb, event kind and reason that a person may meet has words, in a book that the console loads. */
export const spokenFence = {
  name: 'spoken',
  check(repository) {
    const words = consoleWords(repository)
    const lacks = (file, what, key) =>
      words.some((word) => word === key || word.startsWith(`${key}.`)) ? [] : [`${file}: ${what} has no words the console loads ("${key}")`]
    const servers = code(repository, /^modules\/[^/]+\/(?:server|contract)\//)
    return servers
      .flatMap(({ file, text }) => [
        ...rightsIn(text).flatMap((right) => lacks(file, `the right ${right}`, `right.${right}`)),
        ...eventsIn(text).flatMap((kind) => lacks(file, `the event ${kind}`, `event.${kind}`)),
        ...verbsIn(text).flatMap((verb) =>
          verb === undefined
            ? [`${file}: write the verb of audit() as a literal, so that its words can be checked`]
            : lacks(file, `the recorded verb ${verb}`, `audit.${verb}`),
        ),
        ...nounsIn(text).flatMap((noun) => lacks(file, `the recorded target ${noun}`, `audit.noun.${noun}`)),
      ])
      .concat(lists.flatMap((list) => unspoken(repository, words, list)))
  },
}

const code = ({ sources, read }, where) =>
  sources
    .filter((file) => where.test(file) && !file.includes('.test.') && !file.includes('fixture'))
    .map((file) => ({ file, text: withoutComments(read(file)) }))

/** Keys of every book the console loads: its own, the kits', and those of the modules on its list. */
function consoleWords(repository) {
  const list = repository.sources.includes('apps/console/modules.ts') ? repository.read('apps/console/modules.ts') : ''
  return repository
    .matching(/^(?:apps\/console|packages\/[^/]+|modules\/[^/]+)\/locales\/zh\.json$/)
    .filter((path) => !path.startsWith('modules/') || list.includes(`'@grove/${path.split('/')[1]}/console'`))
    .flatMap((path) => Object.keys(repository.json(path)))
}

/** Keys of `rights: { 'noun.verb': […] }`, and of a list of rights kept in a file of its own. */
export const rightsIn = (text) =>
  [...text.matchAll(/\b(?:rights:|Rights\b[^=\n]*=) \{([^}]*)\}/g)].flatMap(([, body]) =>
    [...body.matchAll(/'(\w+\.\w+)':/g)].map(([, right]) => right),
  )

export const eventsIn = (text) => [...text.matchAll(/\beventKind\(\s*'([\w.]+)'/g)].map(([, kind]) => kind)

/** Verbs given to audit(): literals, both arms of a choice, or every entry of a `…Verb` record; undefined for one that can't be read. */
export function verbsIn(text) {
  if (!/\baudit\(/.test(text)) return []
  const said = [...text.matchAll(/\bverb: (`[^`]*`|[^,}\n]+)/g)].flatMap(([, value]) => {
    const literals = [...value.matchAll(/'([a-z_]+\.[a-z_]+)'/gi)].map(([, verb]) => verb)
    return literals.length > 0 || /^\w+Verb\[/.test(value) ? literals : [undefined]
  })
  const kept = [...text.matchAll(/\bconst \w+Verb\b[^=]*= \{([^}]*)\}/g)].flatMap(([, body]) =>
    [...body.matchAll(/'([\w.]+)'/g)].map(([, verb]) => verb),
  )
  return [...said, ...kept]
}

const nounsIn = (text) => (/\baudit\(/.test(text) ? [...text.matchAll(/\btarget: \{ kind: '(\w+)'/g)].map(([, noun]) => noun) : [])

function unspoken(repository, words, [folder, name, beginnings]) {
  if (!repository.sources.some((path) => path.startsWith(`${folder}/`))) return []
  const found = code(repository, new RegExp(`^${folder}/`)).flatMap(({ file, text }) => {
    const [, body] = new RegExp(`\\bexport const ${name} = z\\.enum\\(\\[([^\\]]*)\\]`).exec(text) ?? []
    return body === undefined ? [] : [{ file, values: [...body.matchAll(/'(\w+)'/g)].map(([, value]) => value) }]
  })
  if (found.length !== 1) return [`scripts/fences/spoken.mjs: ${folder} has no one list called ${name}`]
  const [{ file, values }] = found
  return values.flatMap((value) =>
    beginnings
      .filter((beginning) => !words.some((word) => word === beginning + value || word.startsWith(`${beginning}${value}.`)))
      .map((beginning) => `${file}: "${value}" of ${name} has no words the console loads ("${beginning}${value}")`),
  )
}
