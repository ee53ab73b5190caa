export * from './send-errors.ts'
export * from './send-events.ts'
export * from './send-model.ts'
