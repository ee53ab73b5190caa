/** A touch of several parts becomes several messages: the first has the touch's name, the others add their place. */
export const keyOfPart = (touch: string, part: number): string => (part === 0 ? touch : `${touch}/${part}`)

export const touchOfKey = (key: string): string => key.split('/')[0] ?? key
