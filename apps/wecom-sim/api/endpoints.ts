import { acquisitionEndpoints } from './acquisition.ts'
import { authEndpoints } from './auth.ts'
import { contactWayEndpoints } from './contact-ways.ts'
import { conversionEndpoints } from './conversions.ts'
import { customerEndpoints } from './customers.ts'
import { directoryEndpoints } from './directory.ts'
import type { Endpoint } from './endpoint.ts'
import { groupEndpoints } from './groups.ts'
import { joinWayEndpoints } from './join-ways.ts'
import { massEndpoints } from './mass.ts'
import { mediaEndpoints } from './media.ts'
import { messageEndpoints } from './messages.ts'
import { momentEndpoints } from './moments.ts'
import { statisticEndpoints } from './statistics.ts'
import { tagEndpoints } from './tags.ts'
import { transferEndpoints } from './transfer.ts'
import { welcomeEndpoints } from './welcome.ts'

export const endpoints: readonly Endpoint[] = [
  ...authEndpoints,
  ...directoryEndpoints,
  ...customerEndpoints,
  ...tagEndpoints,
  ...contactWayEndpoints,
  ...joinWayEndpoints,
  ...groupEndpoints,
  ...massEndpoints,
  ...welcomeEndpoints,
  ...momentEndpoints,
  ...statisticEndpoints,
  ...transferEndpoints,
  ...conversionEndpoints,
  ...acquisitionEndpoints,
  ...messageEndpoints,
  ...mediaEndpoints,
]
