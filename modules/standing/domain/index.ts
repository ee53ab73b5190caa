export * from './defaults.ts'
export * from './rfm.ts'
export * from './score.ts'
