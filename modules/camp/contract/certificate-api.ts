import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { certificateDesign } from './plan.ts'

const one = z.object({ id: idParam })
const byNumber = z.object({ ws: z.string(), number: z.string().max(20) })

export const certificateRow = z.object({
  id,
  memberId: id,
  name: z.string(),
  number: z.string(),
  issuedAt: moment,
  revokedAt: moment.nullable(),
})
export type CertificateRow = z.infer<typeof certificateRow>

export const graduate = route({
  method: 'POST',
  path: '/api/camps/:id/graduate',
  summary: 'Decide graduation by the rules of the plan; who newly meets them gets a certificate',
  access: { right: 'camp.run' },
  input: one,
  output: z.object({ graduates: z.number(), issued: z.number() }),
})
export const listCertificates = route({
  method: 'GET',
  path: '/api/camps/:id/certificates',
  summary: 'Certificates of an edition',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(certificateRow),
})
export const revokeCertificate = route({
  method: 'POST',
  path: '/api/camp-certificates/:id/revoke',
  summary: 'Take a certificate back; its page says so from then on',
  access: { right: 'camp.write' },
  input: one,
  output: z.object({ changed: z.number() }),
})
export const drawCertificates = route({
  method: 'POST',
  path: '/api/camps/:id/certificates/draw',
  summary: 'Draw the pictures of all certificates of an edition in the background',
  access: { right: 'camp.run' },
  input: one,
  output: z.object({ total: z.number() }),
})
export const drawingProgress = route({
  method: 'GET',
  path: '/api/camps/:id/certificates/progress',
  summary: 'How many pictures are drawn',
  access: { right: 'camp.read' },
  input: one,
  output: z.object({ drawn: z.number(), total: z.number() }),
})
export const previewCertificate = route({
  method: 'POST',
  path: '/api/camp-certificates/preview',
  summary: 'A design as a picture, with an invented student',
  access: { right: 'camp.read' },
  input: z.object({ design: certificateDesign, camp: z.string().max(60), days: z.number().int().min(1).max(100) }),
  output: z.object({ png: z.string() }),
})
export const certificateView = z.object({
  number: z.string(),
  name: z.string(),
  title: z.string(),
  text: z.string(),
  issuer: z.string(),
  workspaceName: z.string(),
  issuedOn: z.string(),
  revoked: z.boolean(),
})
export const verifyCertificate = route({
  method: 'GET',
  path: '/api/m/:ws/certificates/:number',
  summary: 'Whether a certificate with this number was given, to whom and for what',
  access: 'visitor',
  input: byNumber,
  output: certificateView,
})
export const certificatePicture = route({
  method: 'GET',
  path: '/api/m/:ws/certificates/:number/picture.png',
  summary: 'The certificate as a picture',
  access: 'visitor',
  input: byNumber,
  output: z.unknown(),
})
export const certificateFile = route({
  method: 'GET',
  path: '/api/m/:ws/certificates/:number/certificate.pdf',
  summary: 'The certificate as a PDF',
  access: 'visitor',
  input: byNumber,
  output: z.unknown(),
})
