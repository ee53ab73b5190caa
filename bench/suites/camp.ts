import { camp } from '@grove/camp/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { product } from '@grove/product/server'
import { question } from '@grove/question/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { type Bench, percentile, seconds } from '../harness.ts'

const STUDENTS = 500
const DAYS = 30
const LOOKS = 40
const SINGLE = 30

/** The roster of a full class over HTTP; certificates drawn when somebody asks, and all of a big class by the job. */
export const campBench: Bench = {
  name: 'camp',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const drawn = Math.max(60, Math.round(1000 * scale))
    const t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
    try {
      const ws = await t.workspace()
      const id = await fullClass(t, ws, await signedIn(ws))
      // A month later the first session has ended.
      const head = await signedIn(ws)
      const looks: number[] = []
      for (let look = 0; look < LOOKS; look++) looks.push(1000 * (await seconds(() => roster(t, head, id))))
      const numbers = await giveCertificates(ws, id, drawn + SINGLE)
      const single: number[] = []
      for (const number of numbers.slice(0, SINGLE)) single.push(1000 * (await seconds(() => picture(t, ws, number))))
      const all = await seconds(async () => {
        await t.http.request(`/api/camps/${id}/certificates/draw`, { method: 'POST', headers: head, body: '{}' })
        await t.drain()
      })
      const progress = (await (await t.http.request(`/api/camps/${id}/certificates/progress`, { headers: head })).json()) as {
        drawn: number
      }
      if (progress.drawn !== drawn + SINGLE) throw new Error(`${progress.drawn} certificates of ${drawn + SINGLE} were drawn`)
      say(`${drawn} certificates by the job in ${all.toFixed(1)} s`)
      return [
        { name: `camp: roster of ${STUDENTS} students × ${DAYS} days, p95`, value: percentile(looks, 0.95), unit: 'ms', atMost: 300 },
        { name: 'camp: one certificate as a picture, p95', value: percentile(single, 0.95), unit: 'ms', atMost: 150 },
        { name: `camp: a certificate of ${drawn} in a job`, value: (all * 1000) / drawn, unit: 'ms', atMost: 150 },
      ]
    } finally {
      await t.close()
    }
  },
}

type Headers = Readonly<Record<string, string>>

const signedIn = async (ws: TestWorkspace): Promise<Headers> => ({ ...(await ws.session('head')), 'content-type': 'application/json' })

async function ask(t: TestApp, path: string, init: RequestInit): Promise<unknown> {
  const answer = await t.http.request(path, init)
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function roster(t: TestApp, headers: Headers, id: number): Promise<void> {
  const { items } = (await ask(t, `/api/camps/${id}/roster?limit=${STUDENTS}`, { headers })) as { items: readonly unknown[] }
  if (items.length !== STUDENTS) throw new Error(`${items.length} students of ${STUDENTS}`)
}

async function picture(t: TestApp, ws: TestWorkspace, number: string): Promise<void> {
  const answer = await t.http.request(`/api/m/${ws.publicKey}/certificates/${number}/picture.png`)
  if (!answer.ok) throw new Error(`certificate ${number}: ${answer.status}`)
  await answer.arrayBuffer()
}

/** An edition in its last hour: nine of ten checked in each day, half of them handed in homework. */
async function fullClass(t: TestApp, ws: TestWorkspace, headers: Headers): Promise<number> {
  const { items } = (await ask(t, '/api/camp-starters', { headers })) as { items: readonly { key: string; plan: object }[] }
  const plan = items.find((one) => one.key === `camp-${DAYS}d`)?.plan
  const post = (path: string, body: object) => ask(t, path, { method: 'POST', headers, body: JSON.stringify(body) })
  const template = (await post('/api/camp-templates', { name: 'bench', plan })) as { id: number }
  const startsOn = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  const { id } = (await post('/api/camps', { templateId: template.id, name: 'bench', startsOn, seats: STUDENTS })) as { id: number }
  const { ctx } = ws
  const now = ctx.clock.now()
  await ctx.db.exec(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    select ${ctx.workspaceId}, '学员' || n, ${now}, ${now}, ${now} from generate_series(1, ${STUDENTS}) n`)
  await ctx.db.exec(sql`
    insert into camp_student (workspace_id, edition_id, member_id, state, counted, applied_at, admitted_at)
    select ${ctx.workspaceId}, ${id}, m.id, 'admitted', true, ${now}, ${now} from member m where m.workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`
    insert into camp_check_in (workspace_id, edition_id, member_id, day, text, pictures, made_up, at)
    select ${ctx.workspaceId}, ${id}, s.member_id, d, '做到了', '{}', d % 7 = 0, ${now} from camp_student s cross join generate_series(1, ${DAYS}) d
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${id} and (s.member_id + d) % 10 <> 0`)
  await ctx.db.exec(sql`
    insert into camp_work (workspace_id, edition_id, member_id, day, text, pictures, share, state, late, handed_in_at)
    select ${ctx.workspaceId}, ${id}, s.member_id, d, '作业', '{}', false, 'accepted', false, ${now} from camp_student s
    cross join generate_series(1, ${DAYS}) d where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${id} and (s.member_id + d) % 2 = 0`)
  t.clock.set(new Date(Date.parse(`${startsOn}T12:00:00Z`) + (DAYS - 1) * 86_400_000))
  return id
}

/** More than there are students: a certificate belongs to a member, so helpers get the rest. */
async function giveCertificates(ws: TestWorkspace, id: number, count: number): Promise<string[]> {
  const { ctx } = ws
  const now = ctx.clock.now()
  await ctx.db.exec(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    select ${ctx.workspaceId}, '毕业' || n, ${now}, ${now}, ${now} from generate_series(1, ${Math.max(0, count - STUDENTS)}) n`)
  const rows = await ctx.db.rows<{ number: string }>(sql`
    insert into camp_certificate (workspace_id, edition_id, member_id, number, name, text, issued_on, issued_at)
    select ${ctx.workspaceId}, ${id}, m.id, 'B' || lpad(m.id::text, 7, '0'), m.display_name,
      m.display_name || ' 完成三十天实战营全部课程，打卡二十七天，达到结业要求，准予结业。', '2026-11-26', ${now}
    from (select m.id, m.display_name from member m where m.workspace_id = ${ctx.workspaceId} order by m.id limit ${count}) m returning number`)
  return rows.map((row) => row.number)
}
