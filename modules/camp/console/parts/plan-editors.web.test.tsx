import { renderPage } from '@grove/ui/testing'
import { fireEvent, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import type { CampPlan } from '../../contract/index.ts'
import { DaysEditor } from './days-editor.tsx'
import { consoles, weekPlan } from './edition-fixture.ts'
import { JourneyEditor } from './journey-editor.tsx'
import { KeptPictures } from './plan-pictures.tsx'

/** An editor over a plan that changes, and the plan as it stands. */
async function edit(Editor: typeof DaysEditor, plan: CampPlan) {
  let now = plan
  function Held() {
    const [held, setHeld] = useState(plan)
    const change = (next: CampPlan) => {
      now = next
      setHeld(next)
    }
    return (
      <KeptPictures value={[{ id: 5, thumb: '/five.jpg' }]}>
        <Editor plan={held} onChange={change} />
      </KeptPictures>
    )
  }
  const page = await renderPage(<Held />, { consoles, locale: 'zh' })
  const type = (label: string, value: string) => fireEvent.change(page.getByLabelText(label), { target: { value } })
  return { page, type, plan: () => now }
}

describe('a lesson', () => {
  it('has files with a name and a link, five at most', async () => {
    const { page, type, plan } = await edit(DaysEditor, weekPlan)
    const add = page.getByRole('button', { name: /加一份资料/ })
    fireEvent.click(add)
    type('第 1 份资料的名字', '食谱')
    type('第 1 份资料的链接', 'https://pan.example/menu.pdf')
    expect(plan().days[0]?.lesson.files).toEqual([{ title: '食谱', url: 'https://pan.example/menu.pdf' }])
    for (let more = 0; more < 4; more++) fireEvent.click(add)
    expect(add.hasAttribute('disabled')).toBe(true)
    fireEvent.click(page.getByRole('button', { name: '去掉第 1 份资料' }))
    expect(plan().days[0]?.lesson.files).toHaveLength(4)
  })

  it('shows the pictures it has and lets one go', async () => {
    const [first, ...rest] = weekPlan.days
    const days = [{ ...first, lesson: { ...first?.lesson, pictures: [5] } }, ...rest] as CampPlan['days']
    const { page, plan } = await edit(DaysEditor, { ...weekPlan, days })
    expect(page.getByRole('img', { name: '图片 1' }).getAttribute('src')).toBe('/five.jpg')
    fireEvent.click(page.getByRole('button', { name: '去掉第 1 张图片' }))
    expect(plan().days[0]?.lesson.pictures).toEqual([])
  })
})

describe('the journey', () => {
  it('is written phase by phase; one that is taken up again stands in its place', async () => {
    const { page, plan } = await edit(JourneyEditor, weekPlan)
    const opening = () => within(page.getByRole('region', { name: '开营' }))
    fireEvent.click(opening().getByRole('checkbox'))
    expect(plan().journey.map((one) => one.phase)).not.toContain('opening')
    fireEvent.click(opening().getByRole('checkbox'))
    fireEvent.change(opening().getByLabelText('感受'), { target: { value: '期待' } })
    expect(plan().journey.map((one) => one.phase)).toEqual(weekPlan.journey.map((one) => one.phase))
    expect(plan().journey.find((one) => one.phase === 'opening')).toMatchObject({ relation: 'know', feels: '期待' })
  })

  it('ends in an offer with what it says, where it leads and what counts as bought; or in none', async () => {
    const { page, type, plan } = await edit(JourneyEditor, { ...weekPlan, offer: null })
    const has = page.getByRole('checkbox', { name: '结营后给学员看后续方案' })
    fireEvent.click(has)
    type('后续方案怎么说', '进阶营')
    type('点开去哪里', 'https://shop.example/next')
    type('买了哪条产品线算转化', '进阶')
    expect(plan().offer).toEqual({ text: '进阶营', link: 'https://shop.example/next', productLine: '进阶' })
    fireEvent.click(has)
    expect(plan().offer).toBeNull()
  })
})
