import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { playbookConsole } from '../index.tsx'
import { ActionFields } from './action-fields.tsx'
import { looseDraft, type LooseDraft } from './draft-model.ts'

const draft = looseDraft({
  grove: 1,
  key: 'spring',
  title: { zh: '春日群', en: 'Spring' },
  communityTypes: ['newcomer'],
  steps: [],
}) as LooseDraft
const words = {
  actions: [
    { kind: 'startActivity', title: { zh: '办活动', en: 'Hold an activity' }, level: 'community', outward: true },
    { kind: 'giveReward', title: { zh: '发奖品', en: 'Give a reward' }, level: 'member', outward: false },
  ],
  triggers: [],
  conditions: [],
  variables: [],
}
const timing = { announceMinutes: 0, preheatMinutes: 0, roundMinutes: 5, graceMinutes: 2, breakMinutes: 1, followUpMinutes: 0 }
const spec = {
  intro: '',
  timing,
  source: { kind: 'one', text: '领一张券', label: '抽奖' },
  awards: [],
  claims: null,
  packetPoints: null,
  entries: null,
  guaranteeAfter: 0,
  weights: null,
  condition: null,
  posts: { announce: '', preheat: '', winners: '', followUp: '' },
}
const script = (key: string, title: string, rounds: number, mostRounds: number) => ({
  key,
  kind: 'riddle',
  mechanism: 'rounds',
  title,
  theme: '',
  prepare: '',
  minutes: 10,
  suits: [],
  rounds,
  mostRounds,
  spec,
})
const reward = (id: number, key: string, name: string) => ({
  id,
  key,
  name,
  kind: 'goods',
  state: 'active',
  description: '',
  points: 0,
  cost: 0,
  stock: null,
  budget: null,
  validDays: null,
  issued: 0,
  left: null,
  used: 0,
  updatedAt: '2026-11-22T02:00:00Z',
})
const rewards = [reward(1, 'mug', '马克杯'), reward(2, 'coupon-10', '减 10 元')]

/** The fields of one step, with what is in the draft after each change. */
async function open(action: Record<string, unknown>, more: { rights?: readonly string[]; disabled?: boolean } = {}) {
  const kept: Record<string, unknown>[] = []
  function Step() {
    const [now, setNow] = useState(action)
    return (
      <ActionFields
        action={now}
        draft={draft}
        level="community"
        disabled={more.disabled ?? false}
        onChange={(next) => {
          kept.push(next)
          setNow(next)
        }}
      />
    )
  }
  const page = await renderPage(<Step />, {
    consoles: [playbookConsole],
    locale: 'zh',
    ...(more.rights ? { rights: more.rights } : {}),
    answers: {
      'GET /api/playbook-words': words,
      'GET /api/activity-scripts': { items: [script('riddles', '猜谜语', 3, 10), script('lucky-draw', '幸运抽奖', 1, 1)] },
      'GET /api/rewards': { items: rewards, next: null, total: null },
    },
  })
  return { page, kept }
}
const pick = async (label: string, option: string) => {
  fireEvent.mouseDown(await screen.findByRole('combobox', { name: label }))
  fireEvent.click(await screen.findByTitle(option))
}
const shown = (label: string) => within(screen.getByRole('combobox', { name: label }).closest('.ant-select') as HTMLElement)

describe('a step that holds an activity', () => {
  it('picks the script by its title; rounds are asked for only where it has several, and go with another script', async () => {
    const { page, kept } = await open({ kind: 'startActivity' })
    expect(page.queryByRole('spinbutton', { name: '轮数' })).toBeNull()
    await pick('活动剧本', '猜谜语')
    expect(kept.at(-1)).toEqual({ kind: 'startActivity', script: 'riddles' })
    fireEvent.change(await page.findByRole('spinbutton', { name: '轮数' }), { target: { value: '5' } })
    fireEvent.change(page.getByRole('spinbutton', { name: '到时后几分钟开始' }), { target: { value: '30' } })
    expect(kept.at(-1)).toEqual({ kind: 'startActivity', script: 'riddles', rounds: 5, inMinutes: 30 })
    await pick('活动剧本', '幸运抽奖')
    expect(kept.at(-1)).toEqual({ kind: 'startActivity', script: 'lucky-draw', inMinutes: 30 })
    expect(page.queryByRole('spinbutton', { name: '轮数' })).toBeNull()
  })

  it('takes no more rounds than the script has questions for, and a cleared number leaves the step', async () => {
    const { page, kept } = await open({ kind: 'startActivity', script: 'riddles', rounds: 3 })
    const rounds = await page.findByRole('spinbutton', { name: '轮数' })
    fireEvent.change(rounds, { target: { value: '99' } })
    fireEvent.blur(rounds)
    expect(kept.at(-1)).toMatchObject({ rounds: 10 })
    fireEvent.change(rounds, { target: { value: '' } })
    expect(kept.at(-1)).toEqual({ kind: 'startActivity', script: 'riddles' })
  })

  it('shows what was written to who may not read scripts, asks for none, and changes nothing', async () => {
    const { page, kept } = await open(
      { kind: 'startActivity', script: 'riddles', inMinutes: 10 },
      { rights: ['playbook.read'], disabled: true },
    )
    expect(shown('活动剧本').getByTitle('riddles')).toBeTruthy()
    expect(page.getByRole('spinbutton', { name: '到时后几分钟开始' })).toHaveProperty('disabled', true)
    expect(page.calls.some((call) => call.route.includes('scripts'))).toBe(false)
    expect(kept).toEqual([])
  })
})

describe('a step that gives a reward', () => {
  it('finds the reward by what is typed, however many there are', async () => {
    const { page } = await open({ kind: 'giveReward' })
    fireEvent.change(await screen.findByRole('combobox', { name: '奖品' }), { target: { value: '减' } })
    const asked = () => page.calls.filter((call) => call.route === 'GET /api/rewards').at(-1)?.input
    await waitFor(() => expect(asked()).toMatchObject({ state: 'active', text: '减' }))
  })

  it('picks one of the catalogue by its name, with words of its own', async () => {
    const { page, kept } = await open({ kind: 'giveReward' })
    await pick('奖品', '减 10 元')
    expect(kept.at(-1)).toEqual({ kind: 'giveReward', reward: 'coupon-10' })
    expect(page.calls.find((call) => call.route === 'GET /api/rewards')?.input).toMatchObject({ state: 'active' })
    fireEvent.change(page.getByRole('textbox', { name: '文案 中文' }), { target: { value: '谢谢你坚持到最后' } })
    await waitFor(() => expect(kept.at(-1)).toEqual({ kind: 'giveReward', reward: 'coupon-10', text: '谢谢你坚持到最后' }))
  })

  it('keeps a reward that is in the catalogue no more, until another is picked', async () => {
    const { kept } = await open({ kind: 'giveReward', reward: 'old-cap' })
    expect(await screen.findByTitle('old-cap')).toBeTruthy()
    await pick('奖品', '马克杯')
    expect(kept).toEqual([{ kind: 'giveReward', reward: 'mug' }])
  })

  it('becomes another kind of step with nothing left of the reward', async () => {
    const { kept } = await open({ kind: 'giveReward', reward: 'mug' })
    await pick('做什么', '办活动')
    expect(kept).toEqual([{ kind: 'startActivity' }])
  })
})
