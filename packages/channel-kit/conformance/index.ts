export { channelConformance, type Conformance } from './suite.ts'
