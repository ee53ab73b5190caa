export * from './use-own-news.ts'
