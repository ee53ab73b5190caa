import type { TypeCopies } from './type-copy.ts'

/** Camp, delivery, loyal and regional: the four that screen and live on relations. */
export const longLivedEn: Pick<TypeCopies, 'camp' | 'delivery' | 'loyal' | 'regional'> = {
  camp: {
    name: 'Training camp',
    purpose: 'Let people see results before they decide to buy',
    members: 'Screened prospects',
    operating: 'Process over goal, experience first, no gimmicks at the end; opening, check-ins, comments and graduation all happen',
    leadsTo: 'From first product to main product',
    business: 'Prospects make something they can see before we talk about more',
    customer: 'Learn one thing, with others, at fixed times',
    oneLine: 'I check in here to learn it within these weeks',
    promise: 'A lesson a day, comments on every homework, and a work of your own at the end',
    rules: [
      { id: 'checkin', text: 'Check in every day; tell us before you miss one', penalty: 'Three days in a row missed: listening only' },
      { id: 'ads', text: 'No advertising, no selling to classmates', penalty: 'Removal' },
      { id: 'copy', text: 'Do your own homework', penalty: 'Not counted; the second time removal' },
    ],
    announcement: {
      theme: 'Your class: learn, practise and graduate together.',
      services:
        '· Lesson at 8:00, check in by 20:00\n· Homework is commented on within 24 hours\n· The class representative collects; whoever falls behind gets personal help\n· Results are shown at graduation, with a certificate',
      forbidden: 'No advertising or selling in class; no copied homework. Breaking this means removal; fees as agreed.',
      encouraged: 'Full attendance, most progress and most helpful are honoured at graduation; the best homework goes into the class book.',
    },
    welcome: {
      theme: 'Welcome to the camp! Let’s get this done together.',
      services: 'Three things today: set your name (name + city), introduce yourself, note the time of the opening meeting.',
      forbidden: 'No advertising or unrelated links, and no checking in for others.',
      encouraged: 'The first to introduce themselves may become class representative. In trouble? Say so early; we are here.',
    },
    questions: [
      'Which one problem do you want solved?',
      'How much time a day can you give?',
      'What do you want to take away at graduation?',
    ],
  },
  delivery: {
    name: 'Delivery group',
    purpose: 'Deliver what was sold',
    members: 'Buyers',
    operating: 'Done means it works for them: 120 %, neither too much nor too little, results visible; then dissolve or transfer',
    leadsTo: 'Main product and renewal',
    business: 'Keep the promise so that customers renew and recommend',
    customer: 'I get what I paid for, on time, and somebody is responsible',
    oneLine: 'Where am I in my service, and who helps? Here',
    promise: 'The list of deliverables is in the announcement and kept to date; questions are taken up within 2 hours',
    rules: [
      { id: 'topic', text: 'Keep to this service', penalty: 'A reminder, then muted for a day' },
      { id: 'share', text: 'Materials are for you, not to be passed on', penalty: 'Service ends' },
      { id: 'ads', text: 'No advertising, no poaching', penalty: 'Removal' },
    ],
    announcement: {
      theme: 'From start to acceptance, your service happens here.',
      services:
        '· Deliverables and dates are pinned\n· Working days 9:00–18:00: an answer within two hours\n· Progress every Friday: who does what, and how far it is',
      forbidden: 'Materials are for your own use; other topics belong elsewhere. Passing materials on ends the service.',
      encouraged: 'Finish each step on time and tell us honestly how it went: you book the next round first and get a review of your own.',
    },
    welcome: {
      theme: 'Welcome! Your service starts today.',
      services: 'Please check three things: the deliverables, the dates, your contact. Tell us at once if one of them is off.',
      forbidden: 'Please keep the materials to yourself.',
      encouraged: 'Write down the result you want most; we keep our eyes on it.',
    },
    questions: ['The phone number or order number you bought with', 'Which result matters most to you?'],
  },
  loyal: {
    name: 'Loyal fans',
    purpose: 'Link the core customers deeply',
    members: 'Repeat buyers who recommend us',
    operating: 'Almost no marketing; culture, links, meetings offline, and more and more run by themselves',
    leadsTo: 'High-end product',
    business: 'Be friends with those who know us best, hear the truth, go on together',
    customer: 'People like me, who understand and help',
    oneLine: 'Good news or trouble: they hear it first',
    promise: 'A digest a week, a topic evening a month, a meeting a quarter; nobody sells here',
    rules: [
      { id: 'ads', text: 'No selling; members’ own projects have one fixed day a month', penalty: 'One reminder, then removal' },
      { id: 'privacy', text: 'What is said here stays here', penalty: 'Removal for good' },
      { id: 'respect', text: 'Argue, but don’t hurt', penalty: 'Muted for 3 days' },
    ],
    announcement: {
      theme: 'A living room of old friends: friendship, not business.',
      services:
        '· Friday digest: what was worth keeping this week\n· A topic evening a month, topic by vote\n· A meeting a quarter; old friends sign up first',
      forbidden: 'No selling, no vote-hunting, no passing on of chats. One reminder, then removal for good.',
      encouraged:
        'Bring two people together or share what you have lived: it goes into the digest. Those who give most take turns as hosts and come to meetings free.',
    },
    welcome: {
      theme: 'Welcome, old friend! Everybody here has truly stood by us.',
      services:
        'Introduce yourself by the template: city, work, what is on your mind, what you can help with. The host on duty posts an example first.',
      forbidden: 'No selling here, and what is said stays here.',
      encouraged: 'See somebody from your city or trade? Say hello. The more links, the more it is yours.',
    },
    questions: [
      'How long have you been with us, and what do you like most?',
      'Who recommended you?',
      'What could you share with the others?',
    ],
  },
  regional: {
    name: 'Regional chapter',
    purpose: 'Loyal friends of one place; offline is the main thing',
    members: 'Local members',
    operating: 'Run by local leads, never by head office; events are filed first',
    leadsTo: 'All products',
    business: 'Every city has its own hosts and its fixed events',
    customer: 'People on the same road, in my own city, somewhere to go each week',
    oneLine: 'What’s on this weekend with people from here?',
    promise: 'A small salon each week, a company visit each month, announced 3 days ahead',
    rules: [
      { id: 'file', text: 'Events in the chapter’s name are filed first', penalty: 'Event cancelled; no events by that host for a month' },
      { id: 'absent', text: 'Signed up but can’t come? Say so a day before', penalty: 'Three times absent: no sign-up for a month' },
      { id: 'ads', text: 'No advertising, no raising of money or loans', penalty: 'Removal' },
    ],
    announcement: {
      theme: 'The city chapter: find your people where you live.',
      services:
        '· A salon each week, a company visit each month\n· Sign-up and check-in here\n· President and secretary are from your city; talk to them',
      forbidden: 'No advertising, and never any fund-raising or loans. Events not filed may not use our name.',
      encouraged: 'Starting an event, offering a place, bringing somebody along: all of it counts, and leads to a seat in the council.',
    },
    welcome: {
      theme: 'Welcome to the chapter! First meet people from here, then do something together.',
      services: 'Introduce yourself: name, district, trade, what you can offer. The next events are in the announcement; sign up early.',
      forbidden: 'No advertising, no loans. If you can’t come, say so a day before.',
      encouraged: 'At your first salon the president receives you in person.',
    },
    questions: [
      'Which city and district do you live in?',
      'Your trade and position?',
      'What would you do for the chapter (a place, a talk, organising)?',
    ],
  },
}
