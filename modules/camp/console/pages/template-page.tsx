import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, ErrorText, Loaded, PageHeader, UrlTabs, useGo, usePathParams, useToast, VerbButton } from '@grove/ui'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type CampPlan, getTemplate, listTemplates, removeTemplate, saveTemplate, type TemplateDetail } from '../../contract/index.ts'
import { CertificateDesigner } from '../parts/certificate-designer.tsx'
import { DaysEditor } from '../parts/days-editor.tsx'
import { ExamsEditor } from '../parts/exams-editor.tsx'
import { JourneyEditor } from '../parts/journey-editor.tsx'
import { PlanFindings } from '../parts/plan-findings.tsx'
import { KeptPictures } from '../parts/plan-pictures.tsx'
import { ReviewEditor } from '../parts/review-editor.tsx'
import { RulesEditor } from '../parts/rules-editor.tsx'
import '../parts/camp.css'

const path = z.object({ id: idParam })

/** /camp-templates/:id — the method: its days, its rules, its journey. */
export default function TemplatePage() {
  const { id } = usePathParams(path)
  const template = useRoute(getTemplate, { id })
  return <Loaded of={template}>{(data) => <OneTemplate key={String(data.updatedAt)} template={data} />}</Loaded>
}

export interface PlanEditor {
  readonly plan: CampPlan
  readonly onChange: (plan: CampPlan) => void
}

function OneTemplate({ template }: { readonly template: TemplateDetail }) {
  const { t } = useI18n()
  const go = useGo()
  const toast = useToast()
  const [name, setName] = useState(template.name)
  const [plan, setPlan] = useState<CampPlan>(template.plan)
  const save = useVerb(saveTemplate, { invalidates: [getTemplate, listTemplates], onDone: () => toast.done(t('camp.saved')) })
  const editor = { plan, onChange: setPlan }
  return (
    <>
      <PageHeader
        title={template.name}
        back="/camps?tab=templates"
        hint={t('camp.template.hint')}
        actions={
          <Can right="camp.write">
            <VerbButton
              route={removeTemplate}
              input={{ id: template.id }}
              invalidates={[listTemplates]}
              confirm={{ title: t('camp.template.remove_ask', { name: template.name }), ok: t('camp.template.remove'), danger: true }}
              onDone={() => go('/camps?tab=templates')}
            >
              {t('camp.template.remove')}
            </VerbButton>
            <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ id: template.id, name, plan })}>
              {t('camp.save')}
            </Button>
          </Can>
        }
      />
      {save.error ? <ErrorText error={save.error} /> : null}
      <p>
        <Input value={name} maxLength={60} aria-label={t('camp.field.name')} onChange={(event) => setName(event.target.value)} />
      </p>
      <PlanFindings plan={plan} />
      <KeptPictures value={template.pictures}>
        <UrlTabs
          tabs={[
            { key: 'days', label: t('camp.tab.days'), content: <DaysEditor {...editor} /> },
            { key: 'rules', label: t('camp.tab.rules'), content: <RulesEditor {...editor} /> },
            { key: 'exams', label: t('camp.exams'), content: <ExamsEditor {...editor} /> },
            { key: 'certificate', label: t('camp.tab.certificate'), content: <CertificateDesigner name={name} {...editor} /> },
            { key: 'journey', label: t('camp.journey'), content: <JourneyEditor {...editor} /> },
            { key: 'review', label: t('camp.review'), content: <ReviewEditor templateId={template.id} /> },
          ]}
        />
      </KeptPictures>
    </>
  )
}
