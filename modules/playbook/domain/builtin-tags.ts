/**
 * A tag has one name, where texts have one in each language: the playbooks that come with Grove write it in Chinese, and a workspace that speaks
 * English gets them with these.
 */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ['交付-先用', 'Delivery - use it first'],
  ['交付-先诊断', 'Delivery - diagnose first'],
  ['交付-要教', 'Delivery - wants teaching'],
  ['关心-价格', 'Cares about - price'],
  ['关心-用法', 'Cares about - how to use it'],
  ['关心-适合', 'Cares about - what suits'],
  ['勿扰', 'Do not disturb'],
  ['场合-上班', 'Occasion - work'],
  ['场合-带娃', 'Occasion - with children'],
  ['场合-聚会', 'Occasion - parties'],
  ['快闪-开售提醒', 'Flash sale - wants a reminder'],
  ['快闪-给家人', 'Flash sale - for the family'],
  ['新人-七日未开口', 'Newcomer - silent for 7 days'],
  ['新用户-安静', 'New customer - quiet'],
  ['训练营-没方向', 'Camp - no direction'],
  ['训练营-起步难', 'Camp - hard to start'],
  ['训练营-难坚持', 'Camp - hard to keep up'],
  ['话题-乙', 'Topic - side B'],
  ['话题-甲', 'Topic - side A'],
  ['需求-入门', 'Needs - getting started'],
  ['需求-案例', 'Needs - examples'],
  ['需求-选购', 'Needs - help choosing'],
])

const TAG = /(\btag: )([^\s,}]+)/g

/** The document of a built-in playbook with the tags that it puts and asks for in English. */
export const withEnglishTags = (text: string): string =>
  text.replaceAll(TAG, (_, before: string, tag: string) => `${before}${ENGLISH.get(tag) ?? tag}`)
