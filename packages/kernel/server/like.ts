const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Pattern of LIKE for what has the text anywhere in it; signs with a meaning of their own there stand for themselves. */
export const anywhere = (text: string): string => `%${literal(text)}%`

/** Pattern of LIKE for what begins with the text. */
export const beginning = (text: string): string => `${literal(text)}%`
