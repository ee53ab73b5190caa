import { I18nProvider } from '@grove/i18n/react'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import zh from '../locales/zh.json'
import { MassTask, type TaskView } from './mass-task.tsx'

const task: TaskView = {
  msgid: 'm1',
  chatType: 'group',
  own: false,
  text: '早安',
  attachments: [{ msgtype: 'link', link: { title: '直播间' } }],
  createdAt: 0,
  cancelled: false,
  reminders: 2,
  status: 0,
  ignored: false,
  sentAt: 0,
  receivers: [
    { id: 'g1', name: '一群', status: 0 },
    { id: 'g2', name: '二群', status: 0 },
  ],
  receiverCount: 2,
}

const show = (given: Partial<TaskView>, onAct = vi.fn<(name: string, input: object) => void>()) => {
  render(
    <I18nProvider locale="zh" zone="Asia/Shanghai" messages={zh}>
      <MassTask task={{ ...task, ...given }} onAct={onAct} />
    </I18nProvider>,
  )
  return onAct
}

test('the owner unticks a group and sends to the rest', () => {
  const onAct = show({})
  expect(screen.getByText(/已提醒 2 次/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText('二群'))
  fireEvent.click(screen.getByText('发送'))
  expect(onAct).toHaveBeenCalledWith('confirm', { msgid: 'm1', except: ['g2'] })
})

test('nothing chosen cannot be sent, and what is over has no buttons', () => {
  show({})
  for (const name of ['一群', '二群']) fireEvent.click(screen.getByLabelText(name))
  expect(screen.getByText('发送').hasAttribute('disabled')).toBe(true)
})

test('a task that was cancelled says so', () => {
  show({ cancelled: true })
  expect(screen.getByText('已取消')).toBeTruthy()
  expect(screen.queryByText('发送')).toBeNull()
})
