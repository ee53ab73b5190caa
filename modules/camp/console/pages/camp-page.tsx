import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, CopyText, DayField, FormDrawer, Go, Loaded, PageHeader, type TabSpec, UrlTabs, usePathParams, VerbButton } from '@grove/ui'
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import {
  closeEdition,
  type EditionDetail,
  getEdition,
  listApplicants,
  listEditions,
  readRoster,
  saveEdition,
} from '../../contract/index.ts'
import { ApplicantsTab } from '../parts/applicants-tab.tsx'
import { EditionState } from '../parts/edition-state.tsx'
import { OverviewTab } from '../parts/overview-tab.tsx'
import { CertificatesTab } from '../parts/certificates-tab.tsx'
import { CheckInsTab } from '../parts/check-ins-tab.tsx'
import { CoachingTab } from '../parts/coaching-tab.tsx'
import { DefenceTab } from '../parts/defence-tab.tsx'
import { ExamsTab } from '../parts/exams-tab.tsx'
import { FeedbackTab } from '../parts/feedback-tab.tsx'
import { RosterTab } from '../parts/roster-tab.tsx'
import { WorkTab } from '../parts/work-tab.tsx'
import '../parts/camp.css'

const path = z.object({ id: idParam })

/** /camps/:id — one edition: its journey, who comes in, who does what. */
export default function CampPage() {
  const { id } = usePathParams(path)
  const edition = useRoute(getEdition, { id }, { liveOn: ['camp'], refetchEvery: 15_000 })
  return <Loaded of={edition}>{(data) => <OneCamp edition={data} />}</Loaded>
}

function OneCamp({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  const [editing, setEditing] = useState(false)
  const tabs: TabSpec[] = [
    { key: 'overview', label: t('camp.tab.overview'), content: <OverviewTab edition={edition} /> },
    { key: 'applicants', label: t('camp.tab.applicants'), content: <ApplicantsTab edition={edition} /> },
    { key: 'roster', label: t('camp.tab.roster'), content: <RosterTab edition={edition} /> },
    { key: 'work', label: t('camp.tab.work'), content: <WorkTab edition={edition} /> },
    { key: 'check-ins', label: t('camp.check_ins'), content: <CheckInsTab edition={edition} /> },
    { key: 'coaching', label: t('camp.coaching'), content: <CoachingTab edition={edition} /> },
    { key: 'exams', label: t('camp.exams'), content: <ExamsTab edition={edition} /> },
    { key: 'defence', label: t('camp.defence'), content: <DefenceTab edition={edition} /> },
    { key: 'certificates', label: t('camp.tab.certificates'), content: <CertificatesTab edition={edition} /> },
    { key: 'feedback', label: t('camp.feedback'), content: <FeedbackTab edition={edition} /> },
  ]
  return (
    <>
      <PageHeader
        title={edition.name}
        back="/camps"
        tags={<EditionState state={edition.state} />}
        hint={
          <>
            {t('camp.dates', { from: edition.startsOn, to: edition.endsOn })} · <CopyText text={edition.url} /> ·{' '}
            <Go to={`/communities/${edition.communityId}`}>{t('camp.to_community')}</Go>
          </>
        }
        actions={
          <Can right="camp.write">
            {edition.state === 'closed' ? null : (
              <VerbButton
                route={closeEdition}
                input={{ id: edition.id }}
                invalidates={[getEdition, listEditions]}
                confirm={{ title: t('camp.close_ask', { name: edition.name }), body: t('camp.close_hint'), ok: t('camp.close') }}
              >
                {t('camp.close')}
              </VerbButton>
            )}
            <Button onClick={() => setEditing(true)}>{t('camp.edit')}</Button>
          </Can>
        }
      />
      <UrlTabs tabs={tabs} />
      <FormDrawer
        open={editing}
        title={t('camp.edit')}
        route={saveEdition}
        initial={{ name: edition.name, startsOn: edition.startsOn, seats: edition.seats }}
        toInput={(values) => ({ ...values, id: edition.id })}
        invalidates={[getEdition, listEditions, listApplicants, readRoster]}
        onClose={() => setEditing(false)}
      >
        <Form.Item name="name" label={t('camp.field.name')} required>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('camp.field.starts_on')} required>
          <DayField disabled={edition.state !== 'enrolling'} />
        </Form.Item>
        <Form.Item name="seats" label={t('camp.field.seats')} extra={t('camp.seats_hint')} required>
          <InputNumber min={1} max={2000} precision={0} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
