import { pictureSources } from '@grove/channel-kit/server'
import { defineModule } from '@grove/kernel/server'
import { contentErrors, contentEvents } from '../contract/index.ts'
import { memberRows } from './member-rows.ts'
import { pictureEndpoints } from './picture-endpoints.ts'
import { pictureSource } from './picture-source.ts'

export { mediaUrls } from './media-url.ts'
export { dropPictures } from './drop-pictures.ts'
export { storePicture } from './store-picture.ts'

/** Pictures that members and staff upload. */
export const content = defineModule({
  name: 'content',
  tier: 1,
  rights: {
    'content.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'content.upload': ['head', 'operator', 'owner', 'sales'],
  },
  errors: contentErrors,
  events: contentEvents,
  api: pictureEndpoints,
  provides: [pictureSources.of(pictureSource), memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
