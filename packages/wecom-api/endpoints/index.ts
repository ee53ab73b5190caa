import * as acquisition from './acquisition.ts'
import * as appMessage from './app-message.ts'
import * as auth from './auth.ts'
import * as code from './code.ts'
import * as customer from './customer.ts'
import * as directory from './directory.ts'
import type { Endpoint } from './endpoint.ts'
import * as group from './group.ts'
import * as idConversion from './id-conversion.ts'
import * as media from './media.ts'
import * as message from './message.ts'
import * as moment from './moment.ts'
import * as statistic from './statistic.ts'
import * as transfer from './transfer.ts'

export type { Effect, Endpoint } from './endpoint.ts'
export type { Attachment } from './message.ts'

/** Every endpoint, by the name it has here. */
export const wecom = {
  ...auth,
  ...directory,
  ...customer,
  ...code,
  ...group,
  ...message,
  ...moment,
  ...transfer,
  ...statistic,
  ...acquisition,
  ...appMessage,
  ...media,
  ...idConversion,
}

/** The same as a list: `POST /cgi-bin/…` → endpoint. For simulators and documents. */
export const endpointTable: readonly Endpoint[] = Object.values(wecom)
