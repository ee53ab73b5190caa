import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Applicant, EditionDetail, RosterRow } from '../../contract/index.ts'
import { ApplicantsTab } from './applicants-tab.tsx'
import { CertificatesTab } from './certificates-tab.tsx'
import { at, consoles, editionOf, list, weekPlan } from './edition-fixture.ts'
import { OverviewTab } from './overview-tab.tsx'
import { RosterTab } from './roster-tab.tsx'

const plan = { ...weekPlan, days: weekPlan.days.slice(0, 3), coachAfter: 2 }
const edition = editionOf(plan, { endsOn: '2026-11-22', waiting: 2, applied: 4, graduates: 1 })
const person = {
  id: 21,
  displayName: '何苗',
  avatarUrl: null,
  phone: null,
  email: null,
  city: null,
  stage: 3,
  kind: 'member',
  source: null,
  ownerStaffId: null,
  ownerName: null,
  tags: [],
  lastActiveAt: null,
  createdAt: at,
}
const reader = ['camp.read']

describe('the overview of a camp', () => {
  it('says how full it is and leads to whom the numbers count; a day after the last is the last', async () => {
    const figures = {
      id: 1,
      name: '第一期',
      state: 'running',
      startsOn: '2026-11-20',
      students: 3,
      checkIns: 75,
      homework: 40,
      exam: null,
      graduates: null,
      feedback: 0,
      rating: 4.5,
      nps: null,
      bought: null,
      sold: [],
    }
    const page = await renderPage(<OverviewTab edition={{ ...edition, today: 9 }} />, {
      consoles,
      locale: 'zh',
      answers: { 'GET /api/camps/:id/figures': figures },
    })
    const figure = (label: string) => within(page.getByText(label).closest('.g-figure') as HTMLElement)
    expect(figure('学员').getByText('3 / 50')).toBeTruthy()
    expect(figure('今天是第几天').getByText('3 / 3')).toBeTruthy()
    const links = [...page.container.querySelectorAll('.g-figures a')].map((one) => one.getAttribute('href'))
    expect(links).toEqual(['/camps/1?tab=roster', '/camps/1?tab=applicants', '/camps/1?tab=applicants'])
    const phase = (title: string) => within(page.getByText(title).closest('.camp-phase') as HTMLElement)
    expect(await page.findByText('作业通过 40%')).toBeTruthy()
    expect(phase('每日学习').getByText('打卡 75%')).toBeTruthy()
    expect(phase('每日学习').getByRole('link', { name: '学员进度' }).getAttribute('href')).toBe('/camps/1?tab=roster')
    expect(phase('每日学习').getByRole('link', { name: '剧本步骤' }).getAttribute('href')).toBe('/communities/3?tab=playbook')
    expect(phase('结业').queryByText(/结业率/)).toBeNull()
    expect(phase('反馈复盘').getByText('评分 4.5')).toBeTruthy()
    expect(page.getAllByRole('term').filter((one) => one.textContent === '感受')).toHaveLength(plan.journey.length)
  })
})

describe('the roster', () => {
  const row = (memberId: number, name: string, more: Partial<RosterRow> = {}): RosterRow => ({
    memberId,
    name,
    post: 'none',
    checks: ['done', 'made_up', 'none'],
    works: ['none', 'none', 'none'],
    checkIns: 2,
    streak: 0,
    missed: 1,
    graduated: null,
    ...more,
  })

  it('says what to do while nobody is in', async () => {
    const page = await renderPage(<RosterTab edition={edition} />, {
      consoles,
      locale: 'zh',
      answers: { 'GET /api/camps/:id/roster': list([]) },
    })
    expect(await page.findByText('还没有学员')).toBeTruthy()
  })

  it('has a row a student and a column a day, marks who is behind, and goes on beyond a page', async () => {
    const page = await renderPage(<RosterTab edition={edition} />, {
      consoles,
      locale: 'zh',
      answers: {
        'GET /api/camps/:id/roster': (input: { cursor?: string }) =>
          input.cursor ? list([row(9, '老唐')]) : list([row(7, '小满'), row(8, '陈禾', { missed: 2 })], 'more'),
      },
    })
    const cells = within((await page.findByRole('rowheader', { name: '小满' })).closest('tr') as HTMLElement)
    expect(cells.getAllByTitle(/[打补]卡/).map((one) => one.title)).toEqual(['已打卡', '已补卡', '未打卡'])
    expect(page.getByRole('columnheader', { current: 'date' }).textContent).toBe('3')
    const legend = within(page.getByRole('list', { name: '格子里的标记' })).getAllByRole('listitem')
    expect(legend.slice(0, 3).map((one) => one.textContent)).toEqual(['✓已打卡', '+已补卡', '未打卡'])
    const behind = [...page.container.querySelectorAll('.g-bad')].map((one) => one.closest('tr')?.querySelector('th')?.textContent)
    expect(behind).toEqual(['陈禾'])
    fireEvent.click(page.getByRole('button', { name: /已列 2 \/ 3 人/ }))
    expect(await page.findByRole('rowheader', { name: '老唐' })).toBeTruthy()
    expect(page.queryByRole('button', { name: /已列/ })).toBeNull()
  })

  it('gives a post; who may only read sees it', async () => {
    const given: unknown[] = []
    const answers = {
      'GET /api/camps/:id/roster': list([row(7, '小满', { post: 'monitor' })]),
      'POST /api/camps/:id/students/:memberId/post': (input: unknown) => {
        given.push(input)
        return { changed: 1 }
      },
    }
    const looking = await renderPage(<RosterTab edition={edition} />, { consoles, locale: 'zh', answers, rights: reader })
    expect(await looking.findByText('班长')).toBeTruthy()
    expect(looking.queryByRole('combobox')).toBeNull()
    looking.unmount()
    const page = await renderPage(<RosterTab edition={edition} />, { consoles, locale: 'zh', answers })
    fireEvent.mouseDown(await page.findByRole('combobox', { name: '职务' }))
    fireEvent.click(await screen.findByText('学霸'))
    await waitFor(() => expect(given).toEqual([{ id: 1, memberId: 7, post: 'top' }]))
  })
})

describe('applications', () => {
  const applicant = (memberId: number, name: string, more: Partial<Applicant> = {}): Applicant => ({
    memberId,
    name,
    state: 'applied',
    quizPercent: null,
    proof: null,
    proofThumb: null,
    ordered: false,
    reason: null,
    appliedAt: at as unknown as Applicant['appliedAt'],
    ...more,
  })
  const two = list([
    applicant(7, '小满', { quizPercent: 80, proof: '/p.jpg', proofThumb: '/t.jpg' }),
    applicant(8, '陈禾', { state: 'admitted', ordered: true }),
  ])
  const open = (answers: Record<string, unknown>, rights?: readonly string[]) =>
    renderPage(<ApplicantsTab edition={edition} />, {
      consoles,
      locale: 'zh',
      answers: { 'GET /api/camps/:id/applicants': two, ...answers },
      ...(rights ? { rights } : {}),
    })
  const tick = async (page: Awaited<ReturnType<typeof open>>, name: string) =>
    fireEvent.click(within((await page.findByText(name)).closest('tr') as HTMLElement).getByRole('checkbox'))

  it('shows what was asked for at the door: mark, proof, order; who may only read decides nothing', async () => {
    const page = await open({}, reader)
    expect(await page.findByText('80 分')).toBeTruthy()
    expect(page.getByRole('link', { name: '付费凭证' }).getAttribute('href')).toBe('/p.jpg')
    expect(page.getByText('有订单')).toBeTruthy()
    expect(page.queryByRole('checkbox')).toBeNull()
    expect(page.queryByRole('button', { name: /直接加人|移\s*出/ })).toBeNull()
  })

  it('admits those who are ticked, and says how many got a seat and how many wait', async () => {
    const sent: unknown[] = []
    const page = await open({
      'POST /api/camps/:id/decide': (input: unknown) => {
        sent.push(input)
        return { admitted: 0, waiting: 1, declined: 0 }
      },
    })
    await tick(page, '小满')
    fireEvent.click(page.getByRole('button', { name: /^录\s*取$/ }))
    expect(await screen.findByText('录取 0 人，排队 1 人')).toBeTruthy()
    expect(sent).toEqual([{ id: 1, memberIds: [7], admit: true }])
  })

  it('declines with the reason that the person reads', async () => {
    const sent: unknown[] = []
    const page = await open({
      'POST /api/camps/:id/decide': (input: unknown) => {
        sent.push(input)
        return { admitted: 0, waiting: 0, declined: 1 }
      },
    })
    await tick(page, '小满')
    fireEvent.click(page.getByRole('button', { name: /不录取/ }))
    const drawer = within(await screen.findByRole('dialog'))
    expect(drawer.getByText('不录取 1 人')).toBeTruthy()
    fireEvent.change(drawer.getByRole('textbox'), { target: { value: '这一期满了' } })
    fireEvent.click(drawer.getByRole('button', { name: /保\s*存|确\s*定/ }))
    await waitFor(() => expect(sent).toEqual([{ id: 1, memberIds: [7], admit: false, reason: '这一期满了' }]))
  })

  it('takes a student out after asking, and says who came up', async () => {
    const sent: unknown[] = []
    const page = await open({
      'POST /api/camps/:id/students/:memberId/remove': (input: unknown) => {
        sent.push(input)
        return { promoted: 1 }
      },
    })
    await page.findByText('陈禾')
    const out = page.getAllByRole('button', { name: /移\s*出/ })
    expect(out).toHaveLength(1)
    fireEvent.click(out[0] as HTMLElement)
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText('把「陈禾」移出这一期？')).toBeTruthy()
    expect(sent).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: /移\s*出/ }))
    expect(await screen.findByText('已移出，排队的补上 1 人')).toBeTruthy()
    expect(sent).toEqual([{ id: 1, memberId: 8 }])
  })

  it('puts members in by hand, found by their name', async () => {
    const asked: unknown[] = []
    const sent: unknown[] = []
    const page = await open({
      'GET /api/members': (input: { text?: string }) => {
        asked.push(input.text)
        return list([person])
      },
      'POST /api/camps/:id/students': (input: unknown) => {
        sent.push(input)
        return { admitted: 1, waiting: 0 }
      },
    })
    fireEvent.click(await page.findByRole('button', { name: /直接加人/ }))
    const drawer = within(await screen.findByRole('dialog'))
    fireEvent.change(drawer.getByRole('combobox'), { target: { value: '何' } })
    fireEvent.click(await screen.findByTitle('何苗'))
    expect(asked).toContain('何')
    fireEvent.click(drawer.getByRole('button', { name: /保\s*存|确\s*定/ }))
    await waitFor(() => expect(sent).toEqual([{ id: 1, memberIds: [21] }]))
  })
})

describe('certificates', () => {
  const certificate = (id: number, name: string, revokedAt: string | null = null) => ({
    id,
    memberId: id,
    name,
    number: `G-${id}`,
    issuedAt: at,
    revokedAt,
  })
  const open = (answers: Record<string, unknown>, state: EditionDetail['state'] = 'finished', rights?: readonly string[]) =>
    renderPage(<CertificatesTab edition={{ ...edition, state }} />, {
      consoles,
      locale: 'zh',
      answers: {
        'GET /api/camps/:id/certificates': list([certificate(1, '小满'), certificate(2, '陈禾', at)]),
        'GET /api/camps/:id/certificates/progress': { drawn: 1, total: 2 },
        ...answers,
      },
      ...(rights ? { rights } : {}),
    })

  it('are not decided before the camp is over, nor by who may only read', async () => {
    const early = await open({}, 'running')
    expect((await early.findByRole('button', { name: '重新判定结业' })).hasAttribute('disabled')).toBe(true)
    early.unmount()
    const looking = await open({}, 'finished', reader)
    expect(await looking.findByText('小满')).toBeTruthy()
    expect(looking.queryByRole('button', { name: /重新判定结业|收\s*回/ })).toBeNull()
  })

  it('are decided and drawn with their progress; the number leads to the page that verifies it', async () => {
    const page = await open({
      'POST /api/camps/:id/graduate': { graduates: 12, issued: 3 },
      'POST /api/camps/:id/certificates/draw': { total: 2 },
    })
    expect((await page.findByRole('link', { name: 'G-1' })).getAttribute('href')).toBe('/m/w1/certificate/G-1')
    // One was drawn for a student who opened it; nothing runs before somebody asks.
    expect(page.getByText('证书图片 1 / 2')).toBeTruthy()
    expect(page.queryByRole('progressbar')).toBeNull()
    fireEvent.click(page.getByRole('button', { name: '画好全部证书图片' }))
    expect(await page.findByRole('progressbar')).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: '重新判定结业' }))
    expect(await screen.findByText(/12/)).toBeTruthy()
  })

  it('one that was taken back says so; another is taken back after asking', async () => {
    const sent: unknown[] = []
    const page = await open({
      'POST /api/camp-certificates/:id/revoke': (input: unknown) => {
        sent.push(input)
        return { changed: 1 }
      },
    })
    await page.findByText('陈禾')
    expect(page.getAllByText('已收回')).toHaveLength(1)
    const [revoke] = page.getAllByRole('button', { name: /收\s*回/ })
    fireEvent.click(revoke as HTMLElement)
    const dialog = within(await screen.findByRole('dialog'))
    expect(sent).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: /收\s*回/ }))
    await waitFor(() => expect(sent).toEqual([{ id: 1 }]))
  })
})
