import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, PageHeader, Section, useConfirm, useGo, useToast, useUrlState, useViewer } from '@grove/ui'
import { Button, Form } from 'antd'
import { createAnnouncementRoute, listAnnouncementsRoute } from '../../contract/index.ts'
import { AnnounceFields } from '../parts/announce-fields.tsx'
import { announcementOf, type AnnounceValues, startOf } from '../parts/announce-values.ts'
import { AnnouncePreview } from '../parts/announce-preview.tsx'
import { useAnnouncePreview } from '../parts/use-announce-preview.ts'
import '../parts/sends.css'

/** /announcements/new — write, see whom it reaches and who is held back, send. */
export default function AnnouncePage() {
  const t = useT()
  const go = useGo()
  const ask = useConfirm()
  const toast = useToast()
  const url = useUrlState()
  const viewer = useViewer()
  const [form] = Form.useForm<AnnounceValues>()
  const values = Form.useWatch((all: AnnounceValues) => all, form)
  const input = values ? announcementOf(values, viewer.workspace.zone) : undefined
  const preview = useAnnouncePreview(input)
  const create = useVerb(createAnnouncementRoute, { invalidates: [listAnnouncementsRoute] })

  const send = async () => {
    if (!(await form.validateFields().catch(() => undefined)) || !input) return
    const reach = preview.data
    const yes = await ask({
      title: t(input.at ? 'announce.ask_later' : 'announce.ask', { count: reach?.touches ?? 0 }),
      body: reach && reach.leaving < reach.touches ? t('announce.ask_blocked', { count: reach.touches - reach.leaving }) : undefined,
      ok: t(input.at ? 'announce.schedule' : 'announce.send'),
    })
    if (!yes) return
    create.mutate(input, {
      onSuccess: ({ planned }) => {
        toast.done(t('announce.done', { count: planned }))
        go('/announcements')
      },
    })
  }
  return (
    <>
      <PageHeader title={t('announce.new')} back="/announcements" />
      <div className="g-columns">
        <Section>
          <Form<AnnounceValues>
            form={form}
            layout="vertical"
            initialValues={startOf(url.all('community').map(Number), url.all('member').map(Number))}
          >
            <AnnounceFields form={form} />
            <ErrorText error={create.error} />
            <Button type="primary" size="large" loading={create.isPending} onClick={() => void send()}>
              {t(input?.at ? 'announce.schedule' : 'announce.send')}
            </Button>
          </Form>
        </Section>
        <AnnouncePreview preview={preview} />
      </div>
    </>
  )
}
