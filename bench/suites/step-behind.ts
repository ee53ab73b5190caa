import { getPriority, setPriority } from 'node:os'

const STEPS_BACK = 15

/** For a process that plays somebody with machines of their own: here it takes what those under test leave. */
export const stepBehind = () => setPriority(Math.min(19, getPriority() + STEPS_BACK))
