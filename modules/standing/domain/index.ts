export * from './defaults.ts'
export * from './rate.ts'
export * from './rfm.ts'
export * from './score.ts'
