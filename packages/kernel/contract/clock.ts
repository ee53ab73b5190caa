/** Time comes in through the context, so thirty days replay in a second. */
export interface Clock {
  now(): Date
}
