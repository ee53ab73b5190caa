import { memberTables } from '@grove/member/server'
import { deleteMedia } from './store.ts'

/** Pictures that somebody uploaded, under any of their numbers, go with them. */
export const memberRows = memberTables.of({
  tables: [],
  forget: async (ctx, { ids }) => {
    await deleteMedia(ctx, { uploaders: ids.map((id) => `m${id}`) })
  },
})
