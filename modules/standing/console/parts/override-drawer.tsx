import { startOfDay } from '@grove/calendar'
import { useT } from '@grove/i18n/react'
import { getMember, listMembers } from '@grove/member/contract'
import { DayField, FormDrawer, useViewer } from '@grove/ui'
import { Form, Input, Select } from 'antd'
import { getMemberStanding, LADDERS, type Ladder, listStanding, type MemberStanding, STEPS, setOverride } from '../../contract/index.ts'
import { stepWords } from './words.ts'

interface OverrideDrawerProps {
  readonly memberId: number
  readonly standing: MemberStanding
  readonly open: boolean
  readonly onClose: () => void
}

/** Puts a member on a step by hand: which, why, until when. */
export function OverrideDrawer({ memberId, standing, open, onClose }: OverrideDrawerProps) {
  const t = useT()
  const { workspace } = useViewer()
  return (
    <FormDrawer
      open={open}
      title={t('standing.override')}
      route={setOverride}
      initial={{ id: memberId, ladder: 'stage', step: standing.stage }}
      toInput={(values) => ({
        ...values,
        id: memberId,
        until: values.until ? new Date(startOfDay(values.until.slice(0, 10), workspace.zone)).toISOString() : null,
      })}
      invalidates={[getMemberStanding, listStanding, getMember, listMembers]}
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className="g-soft">{t('standing.override.hint')}</p>
          <Form.Item name="ladder" label={t('standing.ladder')}>
            <Select
              options={LADDERS.map((one) => ({ value: one, label: t(`standing.ladder.${one}`) }))}
              onChange={(value: Ladder) => form.setFieldValue('step', standing[value])}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(before, after) => before.ladder !== after.ladder}>
            {() => {
              const ladder = (form.getFieldValue('ladder') as Ladder | undefined) ?? 'stage'
              return (
                <Form.Item name="step" label={t('standing.step')}>
                  <Select options={STEPS[ladder].map((one) => ({ value: one, label: stepWords(t, ladder, one) }))} />
                </Form.Item>
              )
            }}
          </Form.Item>
          <Form.Item name="reason" label={t('standing.override.reason')} required>
            <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item name="until" label={t('standing.override.end_day')} extra={t('standing.override.end_hint')}>
            <DayField />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}
