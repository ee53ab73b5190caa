export * from './clock.ts'
export * from './test-app.ts'
