import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useClient, useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, ListPanel, Loaded, PageHeader, TimeText, useDownload, usePathParams, useViewer } from '@grove/ui'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import {
  type Bank,
  exportQuestions,
  getBank,
  listBanks,
  listQuestions,
  QUESTION_KINDS,
  type QuestionRow,
  retireQuestions,
  THEMES,
} from '../../contract/index.ts'
import { AnswerText } from '../parts/answer-text.tsx'
import { BankDrawer } from '../parts/bank-drawer.tsx'
import { ImportDrawer } from '../parts/import-drawer.tsx'
import { QuestionDrawer } from '../parts/question-drawer.tsx'

const path = z.object({ id: idParam })

/** /questions/:id — the questions of one bank. */
export default function BankPage() {
  const { id } = usePathParams(path)
  const bank = useRoute(getBank, { id })
  return <Loaded of={bank}>{(data) => <OneBank bank={data} />}</Loaded>
}

function OneBank({ bank }: { readonly bank: Bank }) {
  const t = useT()
  const client = useClient()
  const { can } = useViewer()
  const [open, setOpen] = useState<'bank' | 'import' | 'new' | QuestionRow>()
  const csv = useDownload(exportQuestions, `questions-${bank.key}.csv`)
  const close = () => setOpen(undefined)
  const invalidates = [listQuestions, getBank, listBanks]
  const retire = (retired: boolean) => ({
    key: retired ? 'retire' : 'restore',
    label: t(retired ? 'question.retire' : 'question.restore'),
    run: async (selection: { readonly kind: string; readonly keys?: readonly (string | number)[] }) => {
      await client.call(retireQuestions, { ids: (selection.keys ?? []).map(Number), retired })
      return t(retired ? 'question.retired' : 'question.in_use')
    },
  })
  return (
    <>
      <PageHeader
        title={bank.name}
        back="/questions"
        tags={<Tag>{t(`question.purpose.${bank.purpose}`)}</Tag>}
        hint={bank.note || bank.key}
        actions={
          <Can right="question.write">
            <Button onClick={() => setOpen('bank')}>{t('question.bank.edit')}</Button>
            <Button icon={<UploadOutlined />} onClick={() => setOpen('import')}>
              {t('question.import')}
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
              {t('question.new')}
            </Button>
          </Can>
        }
      />
      <ListPanel
        name="questions"
        route={listQuestions}
        input={{ id: bank.id }}
        rowKey={(row) => row.id}
        filters={[
          { kind: 'text', key: 'text', label: t('question.search') },
          {
            kind: 'choice',
            key: 'theme',
            label: t('question.field.theme'),
            options: THEMES.map((value) => ({ value, label: t(`question.theme.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'kind',
            label: t('question.field.kind'),
            options: QUESTION_KINDS.map((value) => ({ value, label: t(`question.kind.${value}`) })),
          },
          { kind: 'choice', key: 'retired', label: t('question.state'), options: [{ value: 'true', label: t('question.retired') }] },
        ]}
        {...(can('question.write') ? { bulk: [retire(true), retire(false)] } : {})}
        onExport={() => csv.start({ id: bank.id })}
        exporting={csv.busy}
        columns={[
          {
            key: 'stem',
            title: t('question.field.stem'),
            phone: 'title',
            render: (row) => (
              <Button type="link" size="small" className="g-wrap" disabled={!can('question.write')} onClick={() => setOpen(row)}>
                {row.body.stem}
              </Button>
            ),
          },
          { key: 'right', title: t('question.field.right'), render: (row) => <AnswerText body={row.body} /> },
          {
            key: 'kind',
            title: t('question.field.kind'),
            phone: 'state',
            render: (row) => <Tag>{t(`question.kind.${row.body.kind}`)}</Tag>,
          },
          { key: 'theme', title: t('question.field.theme'), render: (row) => t(`question.theme.${row.body.theme}`) },
          { key: 'points', title: t('question.field.points'), align: 'right', phone: 'hide', render: (row) => row.body.points },
          { key: 'at', title: t('question.field.updated_at'), phone: 'hide', render: (row) => <TimeText at={row.updatedAt} /> },
        ]}
        empty={{ title: t('question.empty'), hint: t('question.empty_hint') }}
      />
      <BankDrawer open={open === 'bank'} bank={bank} onClose={close} />
      <ImportDrawer open={open === 'import'} bankId={bank.id} invalidates={invalidates} onClose={close} />
      {open === 'new' || typeof open === 'object' ? (
        <QuestionDrawer
          bankId={bank.id}
          theme={bank.purpose === 'exam' ? 'lesson' : 'quiz'}
          {...(typeof open === 'object' ? { row: open } : {})}
          invalidates={invalidates}
          onClose={close}
        />
      ) : null}
    </>
  )
}
