import { areaList } from '@vant/area-data'

const CITIES: Readonly<Record<string, string>> = areaList.city_list
const PROVINCES: Readonly<Record<string, string>> = areaList.province_list

export interface Region {
  /** Six digits, GB/T 2260. */
  readonly code: string
  readonly province: string
  readonly city: string
}

/** The city of a six-digit code; undefined for what is no city. */
export function regionOf(code: string): Region | undefined {
  const city = CITIES[code]
  const province = PROVINCES[`${code.slice(0, 2)}0000`]
  return city && province ? { code, province, city } : undefined
}

/** Province and city as people say it: a municipality once. */
export function regionWords(code: string): string {
  const region = regionOf(code)
  if (!region) return code
  return region.province === region.city ? region.city : `${region.province} ${region.city}`
}

export interface Province {
  readonly code: string
  readonly name: string
  readonly cities: { readonly code: string; readonly name: string }[]
}

/** All provinces with their cities; a municipality is its own one city. */
export function provinces(): Province[] {
  const cities = Object.entries(CITIES).map(([code, name]) => ({ code, name }))
  return Object.entries(PROVINCES).map(([code, name]) => ({
    code,
    name,
    cities: cities.filter((city) => city.code.startsWith(code.slice(0, 2))),
  }))
}
