import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'
import { wordsOf } from '../words-of.ts'

const AFTERCARE = /售后|客服|退换|after-?sales|customer service|returns?\b/i

export const flashWithoutAftercare = lintRule<LintSubject>({
  id: 'flash-without-aftercare',
  severity: 'error',
  title: { zh: '快闪群最后一条没有售后', en: 'No after-sales contact at the end of a flash group' },
  reason: {
    zh: '群散了，东西才到手。最后一条不留售后联系方式，有问题的顾客就只能去给差评。',
    en: 'The goods arrive when the group is gone. Without a contact in the last message, a customer with a problem has only the review page.',
  },
  trips:
    'communityTypes: [flash]\nsteps: [{ id: bye, title: Goodbye, when: { day: 3, at: "21:00" }, do: { kind: send, text: See you next time } }]',
  passes:
    'communityTypes: [flash]\nsteps: [{ id: bye, title: Goodbye, when: { day: 3, at: "21:00" }, do: { kind: send, text: "Thank you. After-sales: write to the owner" } }]',
  check: (subject) => {
    const last = postsOf(subject).findLast((post) => post.outward)
    if (!subject.definition.communityTypes.includes('flash') || !last || AFTERCARE.test(wordsOf(last.step, subject.definition))) return []
    return [
      {
        path: ['steps', last.index],
        message: { zh: `最后一条 ${last.step.id} 没有写售后怎么找`, en: `The last message, ${last.step.id}, names no after-sales contact` },
        hint: { zh: '写上售后联系方式和退换规则', en: 'Name the contact, and the rules for returns' },
      },
    ]
  },
})
