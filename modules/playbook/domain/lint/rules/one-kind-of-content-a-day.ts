import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf, type TypicalAct } from '../typical-weeks.ts'

export const oneKindOfContentADay = lintRule<LintSubject>({
  id: 'one-kind-of-content-a-day',
  severity: 'warning',
  title: { zh: '一天只有一种内容', en: 'One kind of content all day' },
  reason: {
    zh: '一整天都是干货，或一整天都是活动，都会让人看腻。搭着发：有用的、好玩的、有人情味的。',
    en: 'A day of nothing but tips, or nothing but games, wears people out. Mix: something useful, something fun, something human.',
  },
  trips:
    'steps:\n  - { id: a, title: A, topic: knowledge, when: { day: 1, at: "09:00" }, do: { kind: send, text: Tip } }\n  - { id: b, title: B, topic: knowledge, when: { day: 1, at: "19:00" }, do: { kind: send, text: Tip } }',
  passes:
    'steps:\n  - { id: a, title: A, topic: knowledge, when: { day: 1, at: "09:00" }, do: { kind: send, text: Tip } }\n  - { id: b, title: B, topic: social, when: { day: 1, at: "19:00" }, do: { kind: send, text: Hello } }',
  check: (subject) => {
    const told = new Set<number>()
    return [...byDay(postsOf(subject).filter(standsAlone)).values()].flatMap((posts) => {
      const topics = new Set(posts.map((post) => post.step.topic))
      const [first] = posts
      if (!first || posts.length < 2 || topics.size > 1 || topics.has(undefined) || told.has(first.index)) return []
      told.add(first.index)
      return [
        {
          path: ['steps', first.index],
          message: {
            zh: `有一天的 ${posts.length} 条全是同一种内容（${first.step.topic}）`,
            en: `On one day all ${posts.length} posts are of one kind (${first.step.topic})`,
          },
          hint: { zh: '换一条，或错开到别的日子', en: 'Change one, or move it to another day' },
        },
      ]
    })
  },
})

/** The answer of a game belongs to the game: steps that follow another are not counted by themselves. */
const standsAlone = ({ step }: TypicalAct) => !('after' in step.when)

function byDay(posts: readonly TypicalAct[]): ReadonlyMap<number, readonly TypicalAct[]> {
  const days = new Map<number, TypicalAct[]>()
  for (const post of posts) days.set(post.day, [...(days.get(post.day) ?? []), post])
  return days
}
