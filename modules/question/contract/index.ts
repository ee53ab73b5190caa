export * from './api.ts'
export * from './errors.ts'
export * from './import.ts'
export * from './model.ts'
