import type { StarterWords } from './starters.ts'

export const EN: StarterWords = {
  names: {
    7: [
      'Seven-day taster camp',
      'Seven days, fifteen minutes each: a short lesson, one small thing to do, and a word about how it went. You leave with a record of your own.',
    ],
    14: [
      'Fourteen-day habit camp',
      'Two weeks, twenty minutes a day: in the first you learn to do it, in the second it becomes a habit. With comments, companions, and a hand when you fall behind.',
    ],
    21: [
      'Twenty-one-day growth camp',
      'Three weeks, twenty minutes a day: one to begin, one to practise, one to make something. Everybody graduates with a piece of work.',
    ],
    30: [
      'Thirty-day practice camp',
      'Thirty days, half an hour each: from where you stand to a result you can show, with homework that is commented and a presentation at the end.',
    ],
  },
  days: [
    [
      'Opening: say what you want',
      'Nothing new to learn today. Write down one small thing you want to change, as exact as you can. “More exercise” is none; “a walk of twenty minutes after dinner” is one. People who write it down and say it aloud stay to the end twice as often.',
      'Which small thing do you want to change?',
      'Introduce yourself in three sentences: who you are, where you are stuck, and what you hope to see on the last day.',
    ],
    [
      'Look first: keep a log for a day',
      'Before changing anything, see it. Live as usual and note what has to do with your goal: when, where, what, how it felt. Judge nothing, change nothing.',
      'Which line of your log surprised you most?',
    ],
    [
      'Find the smallest move',
      'What is too small to fail gets done every day. To read, read one page; to run, put on the shoes. Turn your goal into something that takes two minutes, and do it now.',
      'What is your two-minute move, and how did it feel?',
      'Write down your move: at what time, in which place, after which thing that you do every day.',
    ],
    [
      'Give it a fixed place',
      'New things are forgotten, so tie yours to an old one: after brushing your teeth, after the dishes, when you sit down in the train. With a fixed place you need no will power.',
      'What did you tie it to?',
    ],
    [
      'When it gets hard',
      'Days four and five are the first hill: the novelty is gone and the effect not there yet. Write “if … then …” beforehand: if I come home late, then one minute will do. Lower the bar, keep the record.',
      'What stood in the way today, and what is your “if … then …”?',
      'Write three “if … then …” for the three ways in which you would most likely stop.',
    ],
    [
      'See the change',
      'Take the log of day two and compare. Changes are small, so small that nobody sees them unless you say so. A picture or a sentence is proof enough.',
      'Compared with day two, what small change do you see?',
    ],
    [
      'A week: what stays, what goes',
      'Ten minutes, three questions. What helped most? What did not help at all? If only one thing may stay next week, which one? Looking back is no confession; it makes the load lighter.',
      'What helped most this week?',
      'Write a review of the week: what helped, what did not, and the one thing that stays.',
    ],
    [
      'A little harder',
      'Add a little: two minutes become five, one page becomes three. It should still feel easy.',
      'How much did you add? Is it still easy?',
    ],
    [
      'Ask somebody to ask you',
      'Pair up with another student and ask each other once a day: “Done?” Being thought of helps more than any app.',
      'Who is your partner, and when do you ask?',
    ],
    [
      'Borrow',
      'Look through the check-ins of the others, take one idea you can use as it is, and try it today. Good methods need not be invented twice.',
      'Whose idea did you borrow?',
      'Write about what you borrowed: how it was done, what you changed, how it went.',
    ],
    [
      'Surroundings beat will power',
      'Put what helps in sight and what tempts out of reach: the book on the pillow, the charger in the other room. Change one place today.',
      'Which place did you change?',
    ],
    [
      'Reward yourself',
      'You have come this far. A small reward that costs nothing: a good tea, an early night, an empty afternoon. It should follow at once, so that the body remembers.',
      'What is your reward?',
    ],
    [
      'Let the record speak',
      'Look at two weeks of check-ins together. Which days are easy, which ones slip? Move time or place accordingly.',
      'What pattern do you see?',
      'Draw the two weeks (by hand is fine), mark the days, and add one sentence about what you see.',
    ],
    [
      'Two weeks: is it still a task?',
      'It is a habit when leaving it out feels odd. Which part needs no reminder any more? Look after the other one.',
      'What needs no reminder any more?',
    ],
    [
      'Choose a piece of work',
      'The third week is about something others can see: a text, a before and after, a list, a short film. Today only its title and what “done” means.',
      'What will you make?',
      'Write its title, for whom it is, and when it counts as done.',
    ],
    [
      'An ugly first version',
      'A first version has to exist, not to please. Thirty minutes, and no looking back.',
      'Is it there? How long did it take?',
    ],
    [
      'Show it and ask one question',
      'Give it to another student and ask: “What is not clear?” Explain nothing, defend nothing, write it down.',
      'What was the most useful thing you heard?',
      'Post what you heard and the three places you will change.',
    ],
    [
      'Change what matters most',
      'Of the three take the one with the largest effect, then read the whole again. Changing too much loses what was good.',
      'What did you change, and why that?',
    ],
    [
      'Add proof',
      'Work convinces by a figure, a picture, a sentence somebody really said. Where there is no proof, leave it out.',
      'What proof did you add?',
    ],
    [
      'Rehearse',
      'Tell it to somebody, or to a mirror, in three minutes. Where you stumble you have not thought it through.',
      'Three minutes? Where did you stumble?',
      'Write your outline: a first sentence, three points, a last sentence.',
    ],
    [
      'Take it into real life',
      'From today use it for something real: a report, a dinner, a customer. Practice begins here.',
      'Where did you use it?',
    ],
    [
      'The first failure',
      'Something will go wrong. Note what happened, what you did, and what you will do next time: worth more than a smooth day.',
      'What went wrong, and what will you do next time?',
      'Write a small case: what happened, what you did, what comes next.',
    ],
    [
      'Teach one person',
      'Who can teach it knows it. Show your move to somebody and watch them do it.',
      'Whom did you teach, and where did they go wrong?',
    ],
    [
      'A list of your own',
      'Write what works as a list of five lines at most and hang it where you work. On a bad day just follow it.',
      'What is on your list?',
    ],
    [
      'Do the sums',
      'How much time did it take, and what did it bring? In figures: minutes a day, and what you saved or gained.',
      'Tell one figure.',
      'Write a small account of what you gave and got, with two figures at least.',
    ],
    [
      'Prepare to present',
      'Three things only: how it was, what you did, how it is now. One proof for each.',
      'Which of the three is hardest to tell?',
    ],
    [
      'Polish in pairs',
      'Five minutes each; the other says one strength and one suggestion. Then change places.',
      'What were the strength and the suggestion?',
      'Hand in your presentation: three things with a proof each.',
    ],
    [
      'A note to yourself',
      'To yourself in three months: if you have let go, where do you begin again? So exact that you could do it tonight.',
      'Which sentence did you leave?',
    ],
    [
      'Go through your record',
      'Open “My record” and read it from the first day. Choose three days, and write how it felt then and what you think now.',
      'Which day mattered most?',
    ],
  ],
  last: [
    'Graduation: show it',
    'No new lesson. Put the goal of the first day beside where you are now, for everybody to see. Then thank somebody who helped you, and say with what.',
    'What is the largest change since the first day?',
    'Hand in your summary: goal, what you did, what changed (best as before and after), and how you go on next month.',
  ],
  journey: [
    {
      phase: 'screen',
      relation: 'know',
      feels: 'Curious, and afraid to waste time',
      does: 'Reads, applies, says what to solve',
      gets: 'An honest answer whether it fits',
    },
    {
      phase: 'notice',
      relation: 'know',
      feels: 'Treated as a person, not a seat',
      does: 'Reads the first words a teacher wrote, and answers',
      gets: 'When it begins, what to prepare, whom to ask',
    },
    {
      phase: 'opening',
      relation: 'understand',
      feels: 'A little nervous, relieved to meet others',
      does: 'Hears the rules, introduces themselves',
      gets: 'Rules, rhythm, a partner',
    },
    {
      phase: 'days',
      relation: 'understand',
      feels: 'A little progress a day, and somebody sees it',
      does: 'Lesson, practice, check-in, homework',
      gets: 'Comments, a streak, methods to follow',
    },
    {
      phase: 'coaching',
      relation: 'understand',
      feels: 'No shame in falling behind',
      does: 'Ten minutes one to one, one small goal',
      gets: 'A way to catch up, make-up cards',
    },
    {
      phase: 'graduation',
      relation: 'familiar',
      feels: 'Proud, sorry that it ends',
      does: 'Shows the result, thanks companions',
      gets: 'Record, certificate, before and after',
    },
    {
      phase: 'offer',
      relation: 'familiar',
      feels: 'Wants to go on, and to decide alone',
      does: 'Looks at the next step and chooses',
      gets: 'Advice that fits, no pressure',
    },
    {
      phase: 'review',
      relation: 'familiar',
      feels: 'Taken seriously',
      does: 'Rates, names the best and the worst',
      gets: 'Sees the next edition change',
    },
  ],
  notice:
    'Read the application first and write in your own words: a sentence about what they want to solve, and one about when it begins and what to prepare. Paste nothing.',
  offer: 'If you want to go on, see what comes next. Look at your own record first, then decide.',
  certificate: {
    title: 'Certificate',
    body: 'On {date} {name} completed all {days} days of “{camp}”, {edition}, with {checkIns} check-ins, and has met the requirements for graduation.',
    issuer: '',
    colour: '#8a6d3b',
    logo: null,
    seal: null,
  },
}
