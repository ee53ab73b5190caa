export * from './action-applier.ts'
export * from './fact-loader.ts'
export * from './points.ts'
