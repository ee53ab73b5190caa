export { type Conformance, channelConformance } from './suite.ts'
