import { CallError } from '@grove/client'
import { showPage } from '@grove/ui-h5/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { formTemplates } from '../../domain/templates.ts'
import { formH5 } from '../index.tsx'
import FormPage from './form.tsx'

const LOOK = 'GET /api/m/:ws/forms/:code'
const OPEN = 'POST /api/m/:ws/forms/:code/open'
const ANSWER = 'PUT /api/m/:ws/forms/:code/answer'
const REGIONS = 'GET /api/m/:ws/regions'
const regions = { provinces: [{ code: '310000', name: '上海市', cities: [{ code: '310100', name: '上海市' }] }] }
const template = formTemplates('zh')[0] as ReturnType<typeof formTemplates>[number]
const view = {
  ...template,
  code: 'CARD2345',
  state: 'open',
  workspaceName: '春日咖啡',
  example: null,
  you: { name: '小林', answers: null, shared: false },
}

async function show(answers: Readonly<Record<string, unknown>>) {
  const { calls } = await showPage({ words: formH5.words, path: '/f/CARD2345', pages: { '/f/:code': FormPage }, answers })
  return calls
}

describe('a form on the phone', () => {
  it('asks who is no member to come through the group', async () => {
    const calls = await show({ [LOOK]: { ...view, you: null, questions: [] } })
    expect(await screen.findByText('请从群里的链接打开。')).toBeTruthy()
    expect(calls.map((call) => call.route)).toEqual([LOOK])
  })

  it('says that it is over', async () => {
    await show({ [LOOK]: { ...view, state: 'closed', questions: [] } })
    expect(await screen.findByText('「新朋友资料卡」已经结束收集')).toBeTruthy()
  })

  it('marks what is missing, keeps what was tapped when sending fails, and thanks', async () => {
    const broken = new CallError('form.answers_wrong', 422, { problems: [{ question: 'title', problem: 'too_long' }] })
    const answers: Record<string, unknown> = { [LOOK]: view, [OPEN]: { noted: true }, [REGIONS]: regions, [ANSWER]: broken }
    const calls = await show(answers)
    fireEvent.click(await screen.findByText('提交'))
    await waitFor(() => expect(screen.getAllByText('这题要填')).toHaveLength(3))
    expect(calls.some((call) => call.route === ANSWER)).toBe(false)
    fireEvent.click(screen.getByText('餐饮食品'))
    fireEvent.click(screen.getByText('学到专业知识'))
    fireEvent.click(screen.getByText('优惠和新品'))
    await screen.findByRole('option', { name: '上海市' })
    fireEvent.change(screen.getByLabelText(/你在哪个城市/), { target: { value: '310000' } })
    fireEvent.click(screen.getByText('提交'))
    expect(await screen.findByText('太长了，精简一下')).toBeTruthy()
    answers[ANSWER] = { first: true }
    fireEvent.click(screen.getByText('提交'))
    expect(await screen.findByText(template.thanks)).toBeTruthy()
    expect(calls.at(-1)).toMatchObject({
      route: ANSWER,
      input: { ws: 'w1', code: 'CARD2345', share: false, answers: { industry: 'food', needs: ['knowledge', 'deals'], city: '310100' } },
    })
  })

  it('lets no more be chosen than allowed, and shows how the previous newcomer answered', async () => {
    const example = { name: '阿珍', lines: ['a', 'b', 'c'].map((key) => ({ key, label: `问${key}`, text: `答${key}` })) }
    await show({ [LOOK]: { ...view, example }, [OPEN]: { noted: true }, [REGIONS]: regions })
    expect(await screen.findByText('阿珍是这样填的')).toBeTruthy()
    expect(screen.queryByText('答c')).toBeNull()
    fireEvent.click(screen.getByText('看全部'))
    expect(screen.getByText('答c')).toBeTruthy()
    for (const label of ['生意上的合作', '找到客户', '学到专业知识']) fireEvent.click(screen.getByText(label))
    await waitFor(() => expect(screen.getByLabelText('优惠和新品').hasAttribute('disabled')).toBe(true))
    fireEvent.click(screen.getByText('找到客户'))
    await waitFor(() => expect(screen.getByLabelText('优惠和新品').hasAttribute('disabled')).toBe(false))
  })
})
