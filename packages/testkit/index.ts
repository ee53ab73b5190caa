export * from './clock.ts'
export * from './test-app.ts'
export * from './fixture-tenancy.ts'
