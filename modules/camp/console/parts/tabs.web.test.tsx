import { renderPage } from '@grove/ui/testing'
import { fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CoachingTab } from './coaching-tab.tsx'
import { DefenceTab } from './defence-tab.tsx'
import { at, consoles, editionOf, list, weekPlan } from './edition-fixture.ts'
import { ExamsTab } from './exams-tab.tsx'
import { ReviewEditor } from './review-editor.tsx'
import { RulesEditor } from './rules-editor.tsx'

const plan = {
  ...weekPlan,
  exams: [
    { key: 'final', title: '结业考试', day: 1, openDays: 1, bank: 'skin', count: 2, minutes: null, attempts: 1, pass: 60, counts: true },
  ],
}
const edition = editionOf(plan)

describe('tabs of a camp', () => {
  it('exams: one answer at a time; digits and Ctrl+Enter give points, J goes on', async () => {
    const answer = (memberId: number, name: string) => ({
      memberId,
      name,
      exam: 'final',
      examTitle: '结业考试',
      attempt: 1,
      questionId: 5,
      stem: '哪一步最难',
      answer: `答案${memberId}`,
      model: '',
      of: 5,
      handedInAt: at,
    })
    const given: unknown[] = []
    const page = await renderPage(<ExamsTab edition={edition} />, {
      consoles,
      locale: 'zh',
      answers: {
        'GET /api/camps/:id/exams': { items: [], students: 3 },
        'GET /api/camps/:id/answers': list([answer(7, '小满'), answer(8, '陈禾')], 'more'),
        'POST /api/camps/:id/answers/grade': (input: unknown) => {
          given.push(input)
          return { waiting: 0, percent: 80 }
        },
      },
    })
    expect(await page.findByText('答案7')).toBeDefined()
    expect(page.getByText(/第 1 份，共 2\+ 份/)).toBeDefined()
    fireEvent.keyDown(document.body, { key: '3' })
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(given).toMatchObject([{ memberId: 7, points: 3 }]))
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(await page.findByText('答案8')).toBeDefined()
  })

  it('defences: a time nobody has booked can go, a booked one is judged; more by a button', async () => {
    const booking = { memberId: 7, name: '小满', title: '我的三天', passed: null, comment: null }
    const slot = (id: number, bookings: readonly unknown[]) => ({
      id,
      at,
      minutes: 20,
      place: '',
      seats: 1,
      taken: bookings.length,
      bookings,
    })
    const judged: unknown[] = []
    const page = await renderPage(<DefenceTab edition={edition} />, {
      consoles,
      locale: 'zh',
      answers: {
        'GET /api/camps/:id/slots': (input: { cursor?: string }) =>
          input.cursor
            ? list([slot(3, [{ ...booking, memberId: 9, name: '老唐', passed: true }])])
            : list([slot(1, [booking]), slot(2, [])], 'more'),
        'POST /api/camps/:id/defences': (input: unknown) => {
          judged.push(input)
          return { changed: 1 }
        },
      },
    })
    expect(await page.findByText('小满')).toBeDefined()
    expect(page.getAllByText('去掉')).toHaveLength(1)
    fireEvent.click(page.getByRole('button', { name: '未通过' }))
    await waitFor(() => expect(judged).toMatchObject([{ memberId: 7, passed: false }]))
    fireEvent.click(page.getByRole('button', { name: /更\s*多/ }))
    expect(await page.findByText('老唐')).toBeDefined()
  })

  it('coaching: notes of a talk stand under who is behind, an open task is led to', async () => {
    const notes = [{ id: 1, text: '周末补上', by: '林晓', at }]
    const page = await renderPage(<CoachingTab edition={edition} />, {
      consoles,
      locale: 'zh',
      answers: {
        'GET /api/camps/:id/coaching': list([{ memberId: 7, name: '小满', missed: 3, owed: 1, lastAt: null, taskId: 12, notes }]),
      },
    })
    expect(await page.findByText(/周末补上/)).toBeDefined()
    expect(page.container.querySelector('a[href="/tasks/12"]')).not.toBeNull()
  })

  it('review: no edition is the best alone, earlier ones come by a button; a finding is ticked when the template was changed', async () => {
    const finding = { id: 4, editionId: 1, edition: '第一期', text: '作业太长', change: '只留一问', state: 'open', createdAt: at }
    const figures = {
      id: 1,
      name: '第一期',
      state: 'running',
      startsOn: '2026-11-20',
      students: 3,
      checkIns: 75,
      homework: null,
      exam: null,
      graduates: null,
      feedback: 0,
      rating: null,
      nps: null,
      bought: 0,
      sold: [],
    }
    const decided: unknown[] = []
    const page = await renderPage(<ReviewEditor templateId={2} />, {
      consoles,
      locale: 'zh',
      answers: {
        'GET /api/camp-templates/:id/editions': (input: { cursor?: string }) =>
          input.cursor
            ? list([{ ...figures, id: 3, name: '头一期', checkIns: 40 }])
            : list([figures, { ...figures, id: 2, name: '第二期', checkIns: null }], 'more'),
        'GET /api/camp-templates/:id/findings': list([finding]),
        'POST /api/camp-findings/:id/decide': (input: unknown) => {
          decided.push(input)
          return { changed: 1 }
        },
      },
    })
    expect(await page.findByText('75%')).toBeDefined()
    expect(page.container.querySelector('.g-good')).toBeNull()
    fireEvent.click(page.getByRole('button', { name: '更早的营期' }))
    expect(await page.findByText('头一期')).toBeDefined()
    expect(page.container.querySelector('.g-good')?.textContent).toBe('75%')
    fireEvent.click(await page.findByRole('button', { name: '模板已改' }))
    await waitFor(() => expect(decided).toMatchObject([{ id: 4, state: 'done' }]))
  })

  it('rules: the form is picked by its title', async () => {
    const form = {
      id: 1,
      key: 'skin-card',
      publicCode: 'F',
      title: '肤质登记',
      purpose: 'card',
      state: 'open',
      questionCount: 3,
      asked: 0,
      answered: 0,
      updatedAt: at,
    }
    const changed: (string | null)[] = []
    const page = await renderPage(<RulesEditor plan={plan} onChange={(next) => changed.push(next.screening.form)} />, {
      consoles,
      locale: 'zh',
      answers: { 'GET /api/question-banks': list([]), 'GET /api/forms': list([form]) },
    })
    fireEvent.mouseDown(await page.findByLabelText('先填的表单'))
    fireEvent.click(await page.findByText('肤质登记'))
    expect(changed).toEqual(['skin-card'])
  })
})
