export * from './action-applier.ts'
export * from './points.ts'
export * from './sending-action.ts'
export * from './touch-forecast.ts'
