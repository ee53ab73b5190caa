import type { DayFigures, TotalFigures } from '../contract/index.ts'

/**
 * Days added up. `members` are there now; those who were there at some time in the span are today's plus everybody who went in it.
 * `speakers` are counted over the whole span, because the same people speak on many days.
 */
export function totalOf(days: readonly DayFigures[], members: number, speakers: number): TotalFigures {
  const sum = (key: Exclude<keyof DayFigures, 'day'>) => days.reduce((total, day) => total + day[key], 0)
  const gone = sum('left') + sum('removed')
  const were = members + gone
  return {
    joined: sum('joined'),
    left: sum('left'),
    removed: sum('removed'),
    messages: sum('messages'),
    answers: sum('answers'),
    reactions: sum('reactions'),
    posts: sum('posts'),
    reached: sum('reached'),
    speakers,
    members,
    participation: were > 0 ? Math.min(1, speakers / were) : null,
    leaveRate: were > 0 ? gone / were : null,
  }
}
