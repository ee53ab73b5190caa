import { PlusOutlined } from '@ant-design/icons'
import { routeKey, useClient, useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { listMembers } from '@grove/member/contract'
import { Can, FormDrawer, Go, ListPanel, TimeText, useToast, useViewer, VerbButton } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import {
  addStudents,
  type Applicant,
  decideApplicants,
  type EditionDetail,
  getEdition,
  listApplicants,
  readRoster,
  removeStudent,
} from '../../contract/index.ts'

const STATES = ['applied', 'waiting', 'admitted', 'declined', 'left'] as const
const STALE = [getEdition, listApplicants, readRoster]

/** Who wants in: proofs to look at, seats to give, reasons to write. */
export function ApplicantsTab({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  const client = useClient()
  const queries = useQueryClient()
  const toast = useToast()
  const { can } = useViewer()
  const [declining, setDeclining] = useState<readonly number[]>()
  const [adding, setAdding] = useState(false)
  const admit = {
    key: 'admit',
    label: t('camp.admit'),
    run: async (selection: { readonly kind: string; readonly keys?: readonly (string | number)[] }) => {
      const done = await client.call(decideApplicants, { id: edition.id, memberIds: (selection.keys ?? []).map(Number), admit: true })
      for (const route of STALE) void queries.invalidateQueries({ queryKey: routeKey(route) })
      return t('camp.admitted_of', { admitted: done.admitted, waiting: done.waiting })
    },
  }
  const decline = {
    key: 'decline',
    label: t('camp.decline'),
    danger: true,
    run: async (selection: { readonly kind: string; readonly keys?: readonly (string | number)[] }) => {
      setDeclining((selection.keys ?? []).map(Number))
      return undefined
    },
  }
  return (
    <>
      <ListPanel
        name="applicants"
        route={listApplicants}
        input={{ id: edition.id }}
        rowKey={(row) => row.memberId}
        refetchEvery={15_000}
        liveOn={['camp']}
        prefix="a."
        filters={[
          {
            kind: 'choice',
            key: 'state',
            label: t('camp.field.state'),
            options: STATES.map((value) => ({ value, label: t(`camp.student_state.${value}`) })),
          },
        ]}
        {...(can('camp.run') ? { bulk: [admit, decline] } : {})}
        tools={
          <Can right="camp.run">
            <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('camp.add_students')}
            </Button>
          </Can>
        }
        columns={[
          {
            key: 'name',
            title: t('camp.field.member'),
            phone: 'title',
            render: (row) => <Go to={`/members/${row.memberId}`}>{row.name}</Go>,
          },
          {
            key: 'state',
            title: t('camp.field.state'),
            phone: 'state',
            render: (row) => <Tag>{t(`camp.student_state.${row.state}`)}</Tag>,
          },
          {
            key: 'quiz',
            title: t('camp.field.quiz'),
            align: 'right',
            render: (row) => (row.quizPercent === null ? '–' : t('camp.percent', { percent: row.quizPercent })),
          },
          {
            key: 'proof',
            title: t('camp.field.proof'),
            render: (row) =>
              row.proof && row.proofThumb ? (
                <a href={row.proof} target="_blank" rel="noopener noreferrer">
                  <img src={row.proofThumb} alt={t('camp.field.proof')} width={48} height={48} style={{ objectFit: 'cover' }} />
                </a>
              ) : row.ordered ? (
                t('camp.ordered')
              ) : (
                '–'
              ),
          },
          { key: 'reason', title: t('camp.field.reason'), phone: 'hide', render: (row) => row.reason ?? '' },
          { key: 'at', title: t('camp.field.applied_at'), render: (row) => <TimeText at={row.appliedAt} as="dateTime" /> },
          ...(can('camp.run')
            ? [
                {
                  key: 'act',
                  title: '',
                  render: (row: Applicant) =>
                    row.state === 'admitted' ? (
                      <VerbButton
                        route={removeStudent}
                        input={{ id: edition.id, memberId: row.memberId }}
                        invalidates={STALE}
                        button={{ size: 'small', type: 'link' }}
                        confirm={{
                          title: t('camp.remove_ask', { name: row.name }),
                          body: t('camp.remove_hint'),
                          ok: t('camp.remove'),
                          danger: true,
                        }}
                        onDone={({ promoted }) => toast.done(t('camp.removed', { promoted }))}
                      >
                        {t('camp.remove')}
                      </VerbButton>
                    ) : null,
                },
              ]
            : []),
        ]}
        empty={{ title: t('camp.applicants.empty'), hint: t('camp.applicants.empty_hint') }}
      />
      <FormDrawer
        open={declining !== undefined}
        title={t('camp.decline_of', { count: declining?.length ?? 0 })}
        route={decideApplicants}
        initial={{ reason: '' }}
        toInput={(values) => ({ ...values, id: edition.id, memberIds: [...(declining ?? [])], admit: false })}
        invalidates={STALE}
        onClose={() => setDeclining(undefined)}
      >
        <Form.Item name="reason" label={t('camp.field.reason')} extra={t('camp.reason_hint')}>
          <Input.TextArea maxLength={200} rows={3} />
        </Form.Item>
      </FormDrawer>
      {adding ? <AddStudents edition={edition} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function AddStudents({ edition, onClose }: { readonly edition: EditionDetail; readonly onClose: () => void }) {
  const { t } = useI18n()
  const toast = useToast()
  const [text, setText] = useState('')
  const found = useRoute(listMembers, { limit: 20, ...(text.trim() ? { text: text.trim() } : {}) }, { keepPrevious: true })
  return (
    <FormDrawer
      open
      title={t('camp.add_students')}
      route={addStudents}
      initial={{ memberIds: [] }}
      toInput={(values) => ({ ...values, id: edition.id })}
      invalidates={STALE}
      onClose={onClose}
      onDone={({ admitted, waiting }) => toast.done(t('camp.admitted_of', { admitted, waiting }))}
    >
      <Form.Item name="memberIds" label={t('camp.field.member')} extra={t('camp.add_students_hint')} required>
        <Select
          mode="multiple"
          autoFocus
          loading={found.isFetching}
          showSearch={{ filterOption: false, onSearch: setText }}
          options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.displayName }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
