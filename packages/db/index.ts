export * from './context.ts'
export * from './database.ts'
export * from './migrate.ts'
export * from './storage-rules.ts'
