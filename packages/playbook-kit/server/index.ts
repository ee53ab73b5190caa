export * from './action-applier.ts'
export * from './points.ts'
