import { issuesOf } from '@grove/client'
import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { CopyText, ErrorText, Loaded, placeIssues, Section, useToast, useViewer, ZoneField } from '@grove/ui'
import { Button, Form, Input, Select } from 'antd'
import { getWorkspace, updateWorkspace, type Workspace } from '../../contract/index.ts'

type Fields = Pick<Workspace, 'name' | 'zone' | 'locale'>

export function WorkspaceForm() {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const answer = useRoute(getWorkspace, {})
  const [form] = Form.useForm<Fields>()
  const verb = useVerb(updateWorkspace, {
    invalidates: [getWorkspace],
    onDone: () => {
      toast.done(t('settings.saved'))
      viewer.refresh?.()
    },
  })
  const needed = [{ required: true, whitespace: true, message: t('settings.needed') }]
  const save = (fields: Fields) => verb.mutate(fields, { onError: (error) => placeIssues(form, issuesOf(error), t) })
  return (
    <Section title={t('settings.workspace')}>
      <Loaded of={answer}>
        {(row) => (
          <Form<Fields>
            form={form}
            layout="vertical"
            requiredMark={false}
            className="i-narrow"
            disabled={!viewer.can('workspace.manage')}
            initialValues={row}
            onFinish={save}
          >
            {verb.error && issuesOf(verb.error).length === 0 ? <ErrorText error={verb.error} /> : null}
            <Form.Item name="name" label={t('settings.workspace.name')} rules={needed}>
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item name="zone" label={t('settings.workspace.zone')} extra={t('settings.workspace.zone.hint')} rules={needed}>
              <ZoneField />
            </Form.Item>
            <Form.Item name="locale" label={t('settings.workspace.locale')} extra={t('settings.workspace.locale.hint')} rules={needed}>
              <Select
                options={[
                  { value: 'zh', label: <span lang="zh">中文</span> },
                  { value: 'en', label: <span lang="en">English</span> },
                ]}
              />
            </Form.Item>
            <Form.Item label={t('settings.workspace.key')} extra={t('settings.workspace.key.hint')}>
              <CopyText text={row.publicKey} />
            </Form.Item>
            {viewer.can('workspace.manage') ? (
              <Button htmlType="submit" loading={verb.isPending}>
                {t('settings.save')}
              </Button>
            ) : (
              <p className="g-soft">{t('settings.workspace.read-only')}</p>
            )}
          </Form>
        )}
      </Loaded>
    </Section>
  )
}
