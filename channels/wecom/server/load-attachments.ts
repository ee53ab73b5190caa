import type { Account } from '@grove/channel-kit/contract'
import { pictureSources } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type Attachment, freshMediaId, type MediaStore, type WecomClient } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import type { ComposedMessage } from './compose-message.ts'

/** Attachments with media ids that live long enough. Null: a picture of ours is gone. @throws WecomError */
export async function loadAttachments(
  ctx: Ctx,
  client: WecomClient,
  account: Account,
  message: ComposedMessage,
  signal: AbortSignal,
): Promise<Attachment[] | null> {
  const store = mediaTable(ctx, account.id)
  const loaded = await Promise.all(
    message.attachments.map(async (attachment): Promise<Attachment | null> => {
      if (attachment.msgtype !== 'picture') return attachment
      const [source] = ctx.app.registry.all(pictureSources)
      const file = await source?.load(ctx, attachment.mediaId)
      if (!file) return null
      const need = { key: `picture-${attachment.mediaId}`, kind: 'image' as const, load: async () => file }
      const mediaId = await freshMediaId(client, store, need, ctx.clock.now().getTime(), signal)
      return { msgtype: 'image', image: { media_id: mediaId } }
    }),
  )
  return loaded.every((one) => one !== null) ? loaded : null
}

function mediaTable(ctx: Ctx, accountId: number): MediaStore {
  return {
    read: async (key) => {
      const row = await ctx.db.maybe<{ mediaId: string; madeAt: Date }>(sql`
        select media_id as "mediaId", made_at as "madeAt" from wecom_media
        where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and key = ${key}`)
      return row ? { mediaId: row.mediaId, madeAt: row.madeAt.getTime() } : null
    },
    write: async (key, kept) => {
      await ctx.db.exec(sql`
        insert into wecom_media (workspace_id, account_id, key, media_id, made_at)
        values (${ctx.workspaceId}, ${accountId}, ${key}, ${kept.mediaId}, ${new Date(kept.madeAt)})
        on conflict (workspace_id, account_id, key) do update set media_id = excluded.media_id, made_at = excluded.made_at`)
    },
  }
}
