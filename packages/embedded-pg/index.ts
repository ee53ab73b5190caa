export * from './errors.ts'
export { stopEmbedded } from './life/leave.ts'
export * from './life/start-embedded.ts'
