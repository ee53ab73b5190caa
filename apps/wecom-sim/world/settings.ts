/** How late reads show what was written. The platform promises nothing; all zero makes it immediate. */
export interface Delays {
  /** From a change of a group to `groupchat/get` showing it. */
  groupMs: number
  /** From `mark_tag` to the customer's details showing it. */
  tagMs: number
  /** A new mass task answers 41063 for so long. */
  massMs: number
  momentMs: number
  /** From a change to the first try of its callback. */
  callbackMs: number
}

export const immediate: Delays = { groupMs: 0, tagMs: 0, massMs: 0, momentMs: 0, callbackMs: 0 }

/** What a person meets who clicks through the real client. */
export const lifelike: Delays = { groupMs: 1500, tagMs: 700, massMs: 2000, momentMs: 2000, callbackMs: 300 }

/** Calls allowed; 0 switches a limit off. */
export interface Limits {
  apiPerMinute: number
  apiPerHour: number
  ipPerMinute: number
  ipPerHour: number
  /** Customer-contact calls of one app at work at once. */
  parallel: number
  webhookPerMinute: number
  /** Visible people above which groups are listed by owner only. */
  listVisible: number
}

export const platformLimits: Limits = {
  apiPerMinute: 10_000,
  apiPerHour: 150_000,
  ipPerMinute: 20_000,
  ipPerHour: 600_000,
  parallel: 10,
  webhookPerMinute: 20,
  listVisible: 1000,
}

/** Probabilities in [0, 1], drawn from the seed. */
export interface Faults {
  /** 502 before anything was done. */
  fail: number
  /** errcode -1 before anything was done. */
  busy: number
  /** The work is done, the answer never arrives. */
  lost: number
  /** Carried out twice, as when a proxy sends the call again; the second answer is given. */
  twice: number
  /** Calls whose path contains one of these are never carried out twice. */
  onceOnly: string[]
  /** The token is taken back early (40014). */
  revoke: number
  /** 45009, and so for the rest of the penalty. */
  throttle: number
  /** A page of a list comes empty with a cursor. */
  emptyPage: number
  slowMs: number
  /** Only paths that contain one of these; empty means all. */
  paths: string[]
  callbackDuplicate: number
  callbackReorder: number
  callbackDrop: number
}

export const noFaults: Faults = {
  fail: 0,
  busy: 0,
  lost: 0,
  twice: 0,
  onceOnly: [],
  revoke: 0,
  throttle: 0,
  emptyPage: 0,
  slowMs: 0,
  paths: [],
  callbackDuplicate: 0,
  callbackReorder: 0,
  callbackDrop: 0,
}
