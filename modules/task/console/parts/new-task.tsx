import { dayOf, momentOf } from '@grove/calendar'
import { CommunityField } from '@grove/community/console'
import { useT } from '@grove/i18n/react'
import { DayTimeField, FormDrawer, useToast, useViewer } from '@grove/ui'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { createTaskRoute, listTasksRoute, todayRoute } from '../../contract/index.ts'
import { useAssignees } from './use-assignees.ts'

interface Fields {
  readonly title: string
  readonly body?: string
  readonly assigneeId: number | null
  readonly communityId?: number | null
  readonly due: string
}

/** A task by hand, for a colleague or oneself. */
export function NewTask({ open, onClose, communityId = null }: { open: boolean; onClose: () => void; communityId?: number | null }) {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const { zone } = viewer.workspace
  const [assignee, setAssignee] = useState<number | null>(viewer.staffId)
  const people = useAssignees(assignee, open)
  const initial = { assigneeId: viewer.staffId, communityId, due: `${dayOf(Date.now(), zone)}T18:00` }
  return (
    <FormDrawer
      open={open}
      title={t('task.new')}
      route={createTaskRoute}
      initial={initial as object}
      toInput={(values) => {
        const fields = values as unknown as Fields
        const [day = '', time = ''] = fields.due.split('T')
        return {
          title: fields.title,
          ...(fields.body ? { body: fields.body } : {}),
          assigneeId: fields.assigneeId ?? null,
          communityId: fields.communityId ?? null,
          memberId: null,
          dueAt: new Date(momentOf(day, time, zone)).toISOString(),
        }
      }}
      submit={t('task.new_submit')}
      invalidates={[todayRoute, listTasksRoute]}
      onClose={onClose}
      onDone={() => toast.done(t('task.new_done'))}
    >
      <Form.Item name="title" label={t('task.title')} rules={[{ required: true, message: t('task.title_missing') }]}>
        <Input maxLength={200} autoFocus placeholder={t('task.title_example')} />
      </Form.Item>
      <Form.Item name="body" label={t('task.body')}>
        <Input.TextArea maxLength={4000} autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
      <Form.Item name="assigneeId" label={t('task.assignee')}>
        <Select
          showSearch={{ filterOption: false, onSearch: people.onSearch }}
          loading={people.loading}
          onChange={setAssignee}
          options={[
            ...(people.kept ? [{ value: people.kept.id, label: people.kept.name }] : []),
            ...people.items.map((one) => ({ value: one.id, label: `${one.name}（${t('task.open_count', { count: one.open })}）` })),
          ]}
        />
      </Form.Item>
      <Form.Item name="communityId" label={t('task.community')}>
        <CommunityField label={t('task.community')} />
      </Form.Item>
      <Form.Item name="due" label={t('task.due_at')} rules={[{ required: true, message: t('task.due_missing') }]}>
        <DayTimeField allowClear={false} />
      </Form.Item>
    </FormDrawer>
  )
}
