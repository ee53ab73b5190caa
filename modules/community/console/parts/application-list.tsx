import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Can, FormDrawer, Go, ListPanel, TimeText, useToast } from '@grove/ui'
import { Button, Form, Input, Space } from 'antd'
import { useState } from 'react'
import {
  type Application,
  applicationState,
  communityTimeline,
  decideApplication,
  getCommunity,
  listApplications,
  listCommunities,
} from '../../contract/index.ts'
import './community.css'

type Decision = 'rejected' | 'interview'
const INVALIDATES = [listApplications, getCommunity, listCommunities, communityTimeline]

/** Who asks to be let in, with their answers; one tap approves, the others say why. */
export function ApplicationList({ communityId }: { communityId?: number }) {
  const t = useT()
  const toast = useToast()
  const [deciding, setDeciding] = useState<{ application: Application; decision: Decision }>()
  const decide = useVerb(decideApplication, { invalidates: INVALIDATES })
  return (
    <>
      <ListPanel
        name="applications"
        route={listApplications}
        {...(communityId ? { input: { communityId } } : {})}
        rowKey={(row) => row.id}
        prefix="a-"
        filters={[
          {
            kind: 'choice',
            key: 'state',
            label: t('community.applications.state'),
            options: applicationState.options.map((value) => ({ value, label: t(`community.application.${value}`) })),
          },
        ]}
        columns={[
          {
            key: 'displayName',
            title: t('community.applications.who'),
            phone: 'title',
            render: (row) => <Go to={`/members/${row.memberId}`}>{row.displayName}</Go>,
          },
          ...(communityId
            ? []
            : [
                {
                  key: 'community',
                  title: t('community.title'),
                  render: (row: Application) => <Go to={`/communities/${row.communityId}?tab=entry`}>{row.communityName}</Go>,
                },
              ]),
          {
            key: 'answers',
            title: t('community.applications.answers'),
            render: (row) => (
              <>
                {row.answers.map((one) => (
                  <p key={one.question} className="community-answer">
                    <span className="g-soft">{one.question}</span> {one.answer}
                  </p>
                ))}
                {row.reason ? <p className="community-answer g-soft">{row.reason}</p> : null}
              </>
            ),
          },
          {
            key: 'came',
            title: t('community.came_by'),
            render: (row) => [row.source, row.inviterName].filter(Boolean).join(' · ') || '–',
          },
          { key: 'createdAt', title: t('community.applications.since'), render: (row) => <TimeText at={row.createdAt} /> },
          {
            key: 'actions',
            title: '',
            align: 'right',
            render: (row) =>
              row.state === 'waiting' || row.state === 'interview' ? (
                <Can right="community.members">
                  <Space wrap>
                    <Button
                      size="small"
                      type="primary"
                      loading={decide.isPending && decide.variables?.id === row.id}
                      onClick={() =>
                        decide.mutate(
                          { id: row.id, decision: 'approved' },
                          {
                            onSuccess: () => toast.done(t('community.applications.approved', { name: row.displayName })),
                            onError: toast.failed,
                          },
                        )
                      }
                    >
                      {t('community.applications.approve')}
                    </Button>
                    {row.state === 'waiting' ? (
                      <Button size="small" onClick={() => setDeciding({ application: row, decision: 'interview' })}>
                        {t('community.applications.interview')}
                      </Button>
                    ) : null}
                    <Button size="small" danger onClick={() => setDeciding({ application: row, decision: 'rejected' })}>
                      {t('community.applications.reject')}
                    </Button>
                  </Space>
                </Can>
              ) : null,
          },
        ]}
        empty={{ title: t('community.applications.empty'), hint: t('community.applications.empty_hint') }}
      />
      {deciding ? (
        <FormDrawer
          open
          title={t(`community.applications.${deciding.decision}_title`, { name: deciding.application.displayName })}
          route={decideApplication}
          submit={t(deciding.decision === 'rejected' ? 'community.applications.reject' : 'community.applications.interview')}
          initial={{ reason: '' }}
          toInput={(values) => ({ ...values, id: deciding.application.id, decision: deciding.decision })}
          invalidates={INVALIDATES}
          onClose={() => setDeciding(undefined)}
        >
          <Form.Item
            name="reason"
            label={t(`community.applications.${deciding.decision}_reason`)}
            extra={t('community.applications.reason_hint')}
            rules={
              deciding.decision === 'rejected' ? [{ required: true, whitespace: true, message: t('error.community.reason_needed') }] : []
            }
          >
            <Input.TextArea rows={3} maxLength={500} autoFocus />
          </Form.Item>
        </FormDrawer>
      ) : null}
    </>
  )
}
