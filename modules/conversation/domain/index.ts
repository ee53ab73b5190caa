export * from './touch-limits.ts'
