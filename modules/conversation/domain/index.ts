export * from './touch-limits.ts'
export * from './touch-key.ts'
