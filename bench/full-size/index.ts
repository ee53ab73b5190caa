export { fillData } from './fill-data.ts'
export { type DataSizes, dataSizes, FULL } from './sizes.ts'
