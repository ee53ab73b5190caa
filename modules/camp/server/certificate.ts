import { pictureSources } from '@grove/channel-kit/server'
import { enqueue } from '@grove/jobs'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx, job } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { z } from 'zod'
import {
  campErrors,
  type CertificateDesign,
  type CertificateRow,
  type drawCertificates as drawRoute,
  type listCertificates as listRoute,
  type previewCertificate as previewRoute,
  type revokeCertificate as revokeRoute,
  type verifyCertificate as verifyRoute,
} from '../contract/index.ts'
import { certificateText, shownNumber, typedNumber } from '../domain/certificate-words.ts'
import { phoneUrl } from './camp-url.ts'
import { type Certificate, certificatePdf, certificatePng } from './certificate-art.ts'
import { editionOf } from './store-edition.ts'
import { wordsOf } from './words.ts'

const BATCH = 20

interface Stored {
  readonly id: number
  readonly number: string
  readonly name: string
  readonly text: string
  readonly issuedOn: string
  readonly revoked: boolean
  readonly design: CertificateDesign
  readonly workspaceName: string
}

const CERTIFICATE = (ctx: Ctx) => sql`
  x.id, x.number, x.name, x.text, x.issued_on as "issuedOn", x.revoked_at is not null as revoked, e.plan -> 'certificate' as design,
  (select w.name from workspace w where w.id = ${ctx.workspaceId}) as "workspaceName"`

/** By its number, however it was typed. @throws camp.certificate_not_found */
async function byNumber(ctx: Ctx, number: string): Promise<Stored> {
  const found = await ctx.db.maybe<Stored>(sql`
    select ${CERTIFICATE(ctx)} from camp_certificate x
    join camp_edition e on e.workspace_id = ${ctx.workspaceId} and e.id = x.edition_id
    where x.workspace_id = ${ctx.workspaceId} and x.number = ${typedNumber(number)}`)
  if (!found) throw campErrors.certificate_not_found()
  return found
}

export async function verifyCertificate(ctx: Ctx, input: InputOf<typeof verifyRoute>): Promise<OutputOf<typeof verifyRoute>> {
  const { number, name, text, issuedOn, revoked, design, workspaceName } = await byNumber(ctx, input.number)
  return {
    number: shownNumber(number),
    name,
    text,
    issuedOn,
    revoked,
    title: design.title,
    issuer: design.issuer || workspaceName,
    workspaceName,
  }
}

/** A picture of ours as PNG, as wide as a certificate shows it. */
async function pictureOf(ctx: Ctx, id: number | null): Promise<Buffer | null> {
  const source = ctx.app.registry.all(pictureSources)[0]
  const found = id === null ? null : await source?.load(ctx, id)
  return found ? sharp(found.data).resize(260, 260, { fit: 'inside' }).png().toBuffer() : null
}

async function drawable(ctx: Ctx, { design, number, workspaceName, ...rest }: Stored): Promise<Certificate> {
  return {
    ...rest,
    number,
    design: { ...design, issuer: design.issuer || workspaceName },
    url: await phoneUrl(ctx, `certificate/${shownNumber(number)}`),
    logo: await pictureOf(ctx, design.logo),
    seal: await pictureOf(ctx, design.seal),
  }
}

/** Drawn when it is first asked for, then kept; one that was taken back is not shown. @throws camp.certificate_not_found camp.certificate_revoked */
export async function certificatePicture(ctx: Ctx, input: { readonly number: string }): Promise<Response> {
  const found = await byNumber(ctx, input.number)
  if (found.revoked) throw campErrors.certificate_revoked()
  const kept = await ctx.db.maybe<{ picture: Buffer | null }>(sql`
    select x.picture from camp_certificate x where x.workspace_id = ${ctx.workspaceId} and x.id = ${found.id}`)
  const png = kept?.picture ?? (await certificatePng(await drawable(ctx, found)))
  if (!kept?.picture) await keepPictures(ctx, [{ id: found.id, png }])
  return file(png, 'image/png', `certificate-${found.number}.png`)
}

export async function certificateFile(ctx: Ctx, input: { readonly number: string }): Promise<Response> {
  const found = await byNumber(ctx, input.number)
  if (found.revoked) throw campErrors.certificate_revoked()
  return file(await certificatePdf(await drawable(ctx, found)), 'application/pdf', `certificate-${found.number}.pdf`)
}

const file = (bytes: Buffer, type: string, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type, 'content-disposition': `inline; filename="${name}"`, 'cache-control': 'private, max-age=3600' },
  })

async function keepPictures(ctx: Ctx, drawn: readonly { readonly id: number; readonly png: Buffer }[]): Promise<void> {
  await ctx.db.exec(sql`
    update camp_certificate x set picture = n.png
    from unnest(${drawn.map((one) => one.id)}::bigint[], ${drawn.map((one) => one.png)}::bytea[]) as n (id, png)
    where x.workspace_id = ${ctx.workspaceId} and x.id = n.id`)
}

/** An invented student, so that a design can be judged before anybody graduates. */
export async function previewCertificate(ctx: Ctx, input: InputOf<typeof previewRoute>): Promise<{ png: string }> {
  const t = wordsOf(ctx)
  const facts = {
    name: t('camp.design.sample_name'),
    camp: input.camp,
    edition: t('camp.design.sample_edition'),
    days: input.days,
    checkIns: input.days,
    date: ctx.clock.now().toISOString().slice(0, 10),
    number: 'ABCD-2345',
  }
  const png = await certificatePng({
    design: input.design,
    name: facts.name,
    text: certificateText(input.design.body, facts),
    issuedOn: facts.date,
    number: 'ABCD2345',
    url: await phoneUrl(ctx, 'certificate/ABCD-2345'),
    logo: await pictureOf(ctx, input.design.logo),
    seal: await pictureOf(ctx, input.design.seal),
  })
  return { png: `data:image/png;base64,${png.toString('base64')}` }
}

/** @throws camp.not_found */
export async function listCertificates(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  await editionOf(ctx, input.id)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<CertificateRow & { key: string }>(sql`
    select x.id, x.member_id as "memberId", x.name, x.number, x.issued_at as "issuedAt", x.revoked_at as "revokedAt", x.issued_at::text as key
    from camp_certificate x where x.workspace_id = ${ctx.workspaceId} and x.edition_id = ${input.id}
      and ${place ? sql`(x.issued_at, x.id) > (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by x.issued_at, x.id limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ key: _key, ...row }) => ({ ...row, number: shownNumber(row.number) })), next: page.next, total: null }
}

/** @throws camp.certificate_not_found */
export async function revokeCertificate(ctx: Ctx, { id }: InputOf<typeof revokeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const found = await ctx.db.maybe<{ editionId: number; name: string }>(sql`
      select x.edition_id as "editionId", x.name from camp_certificate x where x.workspace_id = ${ctx.workspaceId} and x.id = ${id}`)
    if (!found) throw campErrors.certificate_not_found()
    await editionOf(ctx, found.editionId)
    const changed = await ctx.db.exec(sql`
      update camp_certificate set revoked_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id} and revoked_at is null`)
    if (changed)
      await audit(ctx, { verb: 'camp.revoke_certificate', target: { kind: 'camp', id: found.editionId }, after: { certificateId: id } })
    return { changed }
  })
}

export async function drawingProgress(ctx: Ctx, { id }: { readonly id: number }): Promise<{ drawn: number; total: number }> {
  await editionOf(ctx, id)
  return ctx.db.one<{ drawn: number; total: number }>(sql`
    select count(*) filter (where x.picture is not null)::int as drawn, count(*)::int as total from camp_certificate x
    where x.workspace_id = ${ctx.workspaceId} and x.edition_id = ${id} and x.revoked_at is null`)
}

export async function drawCertificates(ctx: Ctx, { id }: InputOf<typeof drawRoute>): Promise<{ total: number }> {
  return ctx.inTx(async (ctx) => {
    const { total } = await drawingProgress(ctx, { id })
    await enqueue(ctx, drawJob, { editionId: id })
    await audit(ctx, { verb: 'camp.draw_certificates', target: { kind: 'camp', id }, after: { total } })
    return { total }
  })
}

/** A batch a turn, each kept at once: stopped in the middle it goes on where it was. */
export const drawJob = job({
  name: 'camp.draw',
  input: z.object({ editionId: z.number() }),
  maxAttempts: 5,
  run: async (ctx, { editionId }) => {
    const batch = await ctx.db.rows<Stored>(sql`
      select ${CERTIFICATE(ctx)} from camp_certificate x
      join camp_edition e on e.workspace_id = ${ctx.workspaceId} and e.id = x.edition_id
      where x.workspace_id = ${ctx.workspaceId} and x.edition_id = ${editionId} and x.picture is null and x.revoked_at is null
      order by x.id limit ${BATCH}`)
    const [first] = batch
    if (!first) return
    const shared = await drawable(ctx, first)
    const base = shared.url.slice(0, -shownNumber(first.number).length)
    const drawn: { id: number; png: Buffer }[] = []
    for (const { id, name, text, issuedOn, number } of batch)
      drawn.push({ id, png: await certificatePng({ ...shared, name, text, issuedOn, number, url: base + shownNumber(number) }) })
    await keepPictures(ctx, drawn)
    if (batch.length === BATCH) await ctx.inTx((ctx) => enqueue(ctx, drawJob, { editionId }))
  },
})
