import type { TypeCopies } from './type-copy.ts'

/** Acquisition, newcomer, benefit and flash: the four that come and go quickly. */
export const shortLivedEn: Pick<TypeCopies, 'acquisition' | 'newcomer' | 'benefit' | 'flash'> = {
  acquisition: {
    name: 'Acquisition group',
    purpose: 'Gain members by sharing; a waiting hall with a clock',
    members: 'New people from public channels',
    operating: 'Do not nurture: task, proof, deadline. Move the good ones on and dissolve within 48 hours',
    leadsTo: 'A low-priced first product',
    business: 'Meet new people at low cost and find those who care about the product',
    customer: 'A clear gift for a small effort',
    oneLine: 'This is where I hand in the task and get my gift',
    promise: 'Finish the task within 48 hours and the gift is yours; you hear the result at once',
    rules: [
      { id: 'ads', text: 'No advertising, links or codes', penalty: 'First a reminder, then removal' },
      { id: 'fake', text: 'No made-up or borrowed screenshots', penalty: 'No gift, and removal' },
    ],
    announcement: {
      theme: 'This group is open for 48 hours and then dissolved, sooner if the gifts run out.',
      services:
        '1. Follow the picture steps in the group\n2. Post your screenshot; we check it within 10 minutes\n3. Once it is approved you get the gift on the spot',
      forbidden: 'No advertising, outside links or codes. First a reminder, the second time you are removed and lose the gift.',
      encouraged: 'The first 20 to finish get something extra, and everybody who finishes is invited to our newcomer group.',
    },
    welcome: {
      theme: 'Welcome! This group closes in 48 hours, so get your gift first.',
      services: 'There is a single step, shown in the announcement. Post your screenshot here and we check it right away.',
      forbidden: 'Please no advertising and no borrowed screenshots; they cost you the gift.',
      encouraged: 'The first 20 get one more. If a step is unclear, just ask here.',
    },
    questions: [],
  },
  newcomer: {
    name: 'Newcomer group',
    purpose: 'Help new users get going and become regulars',
    members: 'People who have just signed up or bought',
    operating: 'Light touch, service first, hardly any selling; everybody has tried it within two weeks',
    leadsTo: 'Free trial and first product',
    business: 'Every new user has one good experience within two weeks and wants to come back',
    customer: 'Somebody walks me through the start and answers at once',
    oneLine: 'When I get stuck, I ask here',
    promise: 'An answer within 15 minutes in working hours, and one small trick a day for 14 days',
    rules: [
      { id: 'ads', text: 'No advertising, no selling in private messages', penalty: 'First a reminder, then removal' },
      { id: 'respect', text: 'Be kind; argue about things, not people', penalty: 'Muted for a day if a reminder does not help' },
      { id: 'privacy', text: 'What is said here, and who said it, stays here', penalty: 'Removal' },
    ],
    announcement: {
      theme: 'The newcomer group: your first 14 days with us.',
      services:
        '· Each morning one small trick, two minutes to read\n· Little games on Tuesday and Thursday evening, questions and answers on Friday afternoon\n· The host is here from 9:00 to 21:00; just ask',
      forbidden: 'Please no advertising, no outside links, no selling in private. First a reminder, then removal.',
      encouraged: 'Share what worked for you: three small prizes a week. After 14 days you are invited to the regulars’ group.',
    },
    welcome: {
      theme: 'Welcome! For the next 14 days we help you get the most out of it.',
      services: 'One small thing first: tell us the one problem you want solved. The host answers with the easiest way.',
      forbidden: 'No advertising and no selling in private, so that it stays pleasant. Twice means removal.',
      encouraged: 'Ask anything, show anything; no question is too simple. Newcomers win the weekly prize most often.',
    },
    questions: [],
  },
  benefit: {
    name: 'Benefit group',
    purpose: 'Bring customers back with coupons and flash prices',
    members: 'Customers of everyday, low-priced goods',
    operating: 'A light rhythm: coupons, group prices, sign-in, group buys; post only when there is something in it',
    leadsTo: 'High-volume goods',
    business: 'Keep those who bought once, and see them once more every week',
    customer: 'What I buy anyway is cheaper here',
    oneLine: 'Before I order, I look here for a coupon',
    promise: 'Three group-only prices a week, always below shop and store; never more than three posts a day',
    rules: [
      { id: 'ads', text: 'No advertising or links of other sellers', penalty: 'First a reminder, then removal' },
      { id: 'resale', text: 'Coupons are for yourself, not for resale', penalty: 'Coupon void, and removal' },
      { id: 'flood', text: 'Keep order lists free of chat', penalty: 'Muted for a day' },
    ],
    announcement: {
      theme: 'Regulars’ benefits: prices for this group only.',
      services:
        '· Monday coupons · Wednesday flash price · Friday group buy\n· Sign in daily: seven days earn a free coupon\n· Trouble with an order? Mention the host; settled the same day',
      forbidden: 'No other advertising or links; coupons are not for resale. First a reminder, then removal.',
      encouraged: 'Show your order or write an honest review: five orders a week are on us. Bring a neighbour and both get a coupon.',
    },
    welcome: {
      theme: 'Good to have you back! These prices are for this group only.',
      services:
        'Take your welcome coupon first, valid for 7 days. Coupons on Monday, flash price on Wednesday, group buy on Friday; we remind you.',
      forbidden: 'No other shops’ advertising, no resale of coupons. Too many messages? Mute us and look in on Wednesday.',
      encouraged: 'Post a picture when your order arrives; this week’s free order may be yours.',
    },
    questions: [],
  },
  flash: {
    name: 'Flash group',
    purpose: 'One campaign, quick sales, dissolved afterwards',
    members: 'People who came for this campaign',
    operating: 'Clear rules and a tight rhythm: order lists, red packets, shown orders; thanks and an after-sales contact before closing',
    leadsTo: 'The goods of the campaign',
    business: 'Sell within three days and lead happy customers to the benefit group',
    customer: 'A truly low price for a short time, without tricks',
    oneLine: 'For three days, the lowest price is here',
    promise: 'The price holds here for three days only; cheaper elsewhere and we refund the difference; after-sales stays',
    rules: [
      { id: 'ads', text: 'No advertising that is not of this campaign', penalty: 'Removal at once' },
      { id: 'flood', text: 'No chat while a round is on', penalty: 'Muted until the round ends' },
      { id: 'hoard', text: 'One share each: no buying for others, no hoarding', penalty: 'Order cancelled' },
    ],
    announcement: {
      theme: 'Three days only: the group is dissolved after the campaign.',
      services:
        '· Day 1: look, take coupons, ask\n· Day 2, 20:00: first round\n· Day 3, 20:00: encore, closing at 22:00\n· Orders and after-sales: mention the host',
      forbidden:
        'No other advertising; please don’t flood during a round. Advertising means removal, flooding a mute until the round ends.',
      encouraged: 'Show your order: three are free. The first 50 on the list share a red packet.',
    },
    welcome: {
      theme: 'Welcome to three days of flash sale! The group goes when the sale ends.',
      services: 'Two things first: take a coupon and look at the pinned list. We remind you 10 minutes before each round.',
      forbidden: 'Other advertising means removal; one share each, please.',
      encouraged: 'Missing something? Tell us now and we go and ask for a price.',
    },
    questions: [],
  },
}
