import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { ConditionInput } from '@grove/segment/console'
import { FormDrawer } from '@grove/ui'
import { Button, Card, Dropdown, Form, Input, Radio, Select, Switch } from 'antd'
import { askable, type CommunityDetail, communityTimeline, getCommunity, type Requirement, updateCommunity } from '../../contract/index.ts'
import './community.css'

const KINDS = ['application', 'invitation', 'condition'] as const

/** The door's conditions: any mix, all of them or any one. */
export function ThresholdDrawer({ community, onClose }: { community: CommunityDetail; onClose: () => void }) {
  const { t } = useI18n()
  const fresh = {
    invitation: { kind: 'invitation' },
    application: { kind: 'application', questions: [{ id: 'q1', text: t('community.threshold.first_question'), required: true }] },
    condition: { kind: 'condition', says: '' },
  }
  return (
    <FormDrawer
      open
      title={t('community.edit_part', { part: t('community.threshold') })}
      route={updateCommunity}
      width={760}
      initial={{ threshold: community.threshold, options: community.options }}
      toInput={(values) => ({ ...values, id: community.id, ...(values.threshold ? { threshold: numbered(values.threshold) } : {}) })}
      invalidates={[getCommunity, communityTimeline]}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Form.Item name={['threshold', 'mode']} label={t('community.threshold.mode')}>
            <Radio.Group options={(['all', 'any'] as const).map((value) => ({ value, label: t(`community.threshold.${value}`) }))} />
          </Form.Item>
          <Form.List name={['threshold', 'requirements']}>
            {(rows, { add, remove }) => (
              <>
                {rows.map((row) => {
                  const kind =
                    (form.getFieldValue(['threshold', 'requirements', row.name]) as Requirement | undefined)?.kind ?? 'invitation'
                  return (
                    <Card
                      key={row.key}
                      size="small"
                      title={t(`community.requirement.kind.${kind}`)}
                      extra={
                        <Button
                          type="text"
                          size="small"
                          icon={<DeleteOutlined />}
                          aria-label={t('community.threshold.remove')}
                          onClick={() => remove(row.name)}
                        />
                      }
                    >
                      <RequirementFields kind={kind} name={row.name} />
                    </Card>
                  )
                })}
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: KINDS.map((kind) => ({ key: kind, label: t(`community.requirement.kind.${kind}`) })),
                    onClick: ({ key }) => add(fresh[key as keyof typeof fresh]),
                  }}
                >
                  <Button type="dashed" block icon={<PlusOutlined />} disabled={rows.length >= 10}>
                    {t('community.threshold.add')}
                  </Button>
                </Dropdown>
              </>
            )}
          </Form.List>
          <Form.Item name={['threshold', 'ask']} label={t('community.threshold.ask')} extra={t('community.threshold.ask_hint')}>
            <Select mode="multiple" options={askable.options.map((value) => ({ value, label: t(`community.field.${value}`) }))} />
          </Form.Item>
          <Form.Item
            name={['options', 'rejoinAfterSilentExit']}
            label={t('community.rejoin')}
            extra={t('community.rejoin.hint')}
            valuePropName="checked"
          >
            <Switch />
          </Form.Item>
          <Form.Item name={['options', 'showMemberCount']} label={t('community.show_count')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}

function RequirementFields({ kind, name }: { kind: Requirement['kind']; name: number }) {
  const { t } = useI18n()
  if (kind === 'invitation') return <p className="g-soft">{t('community.requirement.invitation')}</p>
  if (kind === 'application')
    return (
      <Form.List name={[name, 'questions']}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="community-rule">
                <Form.Item name={[row.name, 'text']} rules={[{ required: true, message: t('ui.issue.required') }]}>
                  <Input maxLength={200} placeholder={t('community.threshold.question')} aria-label={t('community.threshold.question')} />
                </Form.Item>
                <Form.Item name={[row.name, 'required']} valuePropName="checked" style={{ flex: 'none' }}>
                  <Switch checkedChildren={t('community.threshold.required')} unCheckedChildren={t('ui.optional')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('community.threshold.remove')}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add({ text: '', required: true })}>
              {t('community.threshold.add_question')}
            </Button>
          </>
        )}
      </Form.List>
    )
  return (
    <>
      <Form.Item name={[name, 'condition']} rules={[{ required: true, message: t('community.threshold.condition_open') }]}>
        <ConditionInput />
      </Form.Item>
      <Form.Item name={[name, 'says']} label={t('community.threshold.says')} extra={t('community.threshold.says_hint')}>
        <Input maxLength={100} placeholder={t('community.threshold.says_example')} />
      </Form.Item>
    </>
  )
}

/** Questions keep their id while they are edited, so that answers already given stay with theirs. */
function numbered<T extends { requirements?: readonly object[] | undefined }>(threshold: T): T {
  const requirements = threshold.requirements?.map((one) => {
    if (!('questions' in one) || !Array.isArray(one.questions)) return one
    const questions = one.questions as { id?: string }[]
    const taken = new Set(questions.flatMap((question) => question.id ?? []))
    let next = 1
    return {
      ...one,
      questions: questions.map((question) => {
        if (question.id) return question
        while (taken.has(`q${next}`)) next++
        taken.add(`q${next}`)
        return { ...question, id: `q${next}` }
      }),
    }
  })
  return requirements ? { ...threshold, requirements } : threshold
}
