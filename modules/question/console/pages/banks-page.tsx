import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, ListPage, TimeText, useGo, VerbButton } from '@grove/ui'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { addBuiltinBanks, listBanks } from '../../contract/index.ts'
import { BankDrawer } from '../parts/bank-drawer.tsx'

/** /questions — banks of questions, and what is in each. */
export default function BanksPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const [making, setMaking] = useState(false)
  const actions = (
    <Can right="question.write">
      <VerbButton route={addBuiltinBanks} input={{}} invalidates={[listBanks]} done={t('question.bank.builtin_done')}>
        {t('question.bank.builtin')}
      </VerbButton>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
        {t('question.bank.new')}
      </Button>
    </Can>
  )
  return (
    <>
      <ListPage
        title={t('question.banks')}
        hint={t('question.banks.hint')}
        actions={actions}
        name="question-banks"
        route={listBanks}
        rowKey={(bank) => bank.id}
        onOpen={(bank) => `/questions/${bank.id}`}
        filters={[{ kind: 'text', key: 'text', label: t('question.field.name') }]}
        columns={[
          {
            key: 'name',
            title: t('question.field.name'),
            phone: 'title',
            render: (bank) => (
              <>
                {bank.name}
                <div className="g-soft">{bank.key}</div>
              </>
            ),
          },
          {
            key: 'purpose',
            title: t('question.field.purpose'),
            phone: 'state',
            render: (bank) => <Tag>{t(`question.purpose.${bank.purpose}`)}</Tag>,
          },
          { key: 'count', title: t('question.field.count'), align: 'right', render: (bank) => f.number(bank.questions) },
          {
            key: 'themes',
            title: t('question.field.themes'),
            render: (bank) =>
              bank.themes.map(({ theme, count }) => (
                <Tag key={theme}>{t('question.theme_count', { theme: t(`question.theme.${theme}`), count: f.number(count) })}</Tag>
              )),
          },
          { key: 'at', title: t('question.field.updated_at'), render: (bank) => <TimeText at={bank.updatedAt} /> },
        ]}
        empty={{ title: t('question.banks.empty'), hint: t('question.banks.empty_hint') }}
      />
      <BankDrawer open={making} onClose={() => setMaking(false)} onMade={(id) => go(`/questions/${id}`)} />
    </>
  )
}
