import type { Content, ContentPart, Delivery } from '../contract/index.ts'

const PARTS: Record<ContentPart['kind'], ContentPart> = {
  text: { kind: 'text', text: '早上好，今天的话题是露营装备。' },
  picture: { kind: 'picture', picture: { url: 'https://example.com/tent.png' }, alt: '帐篷' },
  link: { kind: 'link', url: 'https://example.com/list', title: '装备清单' },
  card: {
    kind: 'card',
    title: '周末去哪里露营？',
    options: [
      { key: 'A', label: '湖边' },
      { key: 'B', label: '山上' },
    ],
  },
}

export const sampleContent = (kind: ContentPart['kind']): Content => ({ parts: [PARTS[kind]] })

export interface SampleTarget {
  readonly communityId: number
  readonly group: Delivery['group']
  readonly member: Delivery['member']
}

/** A delivery of one text, or of another content. */
export function sampleDelivery(touch: string, target: SampleTarget, content: Content = sampleContent('text')): Delivery {
  return { touch, sendId: 1, communityId: target.communityId, group: target.group, member: target.member, content, attempt: 1 }
}
