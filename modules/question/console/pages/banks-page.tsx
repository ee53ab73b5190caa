import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, Go, Loaded, PageHeader, Section, TimeText, useGo, VerbButton } from '@grove/ui'
import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import { addBuiltinBanks, type Bank, listBanks } from '../../contract/index.ts'
import { BankDrawer } from '../parts/bank-drawer.tsx'

/** /questions — banks of questions, and what is in each. */
export default function BanksPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const [making, setMaking] = useState(false)
  const banks = useRoute(listBanks, {})
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
      <PageHeader title={t('question.banks')} hint={t('question.banks.hint')} actions={actions} />
      <Loaded of={banks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('question.banks.empty')} hint={t('question.banks.empty_hint')} />
          ) : (
            <Section>
              <Table<Bank>
                rowKey="id"
                pagination={false}
                dataSource={items}
                scroll={{ x: 'max-content' }}
                columns={[
                  {
                    key: 'name',
                    title: t('question.field.name'),
                    render: (_value, bank) => (
                      <>
                        <Go to={`/questions/${bank.id}`}>{bank.name}</Go>
                        <div className="g-soft">{bank.key}</div>
                      </>
                    ),
                  },
                  {
                    key: 'purpose',
                    title: t('question.field.purpose'),
                    render: (_value, bank) => <Tag>{t(`question.purpose.${bank.purpose}`)}</Tag>,
                  },
                  { key: 'count', title: t('question.field.count'), align: 'right', render: (_value, bank) => f.number(bank.questions) },
                  {
                    key: 'themes',
                    title: t('question.field.themes'),
                    render: (_value, bank) =>
                      bank.themes.map(({ theme, count }) => (
                        <Tag key={theme}>{t('question.theme_count', { theme: t(`question.theme.${theme}`), count: f.number(count) })}</Tag>
                      )),
                  },
                  { key: 'at', title: t('question.field.updated_at'), render: (_value, bank) => <TimeText at={bank.updatedAt} /> },
                ]}
              />
            </Section>
          )
        }
      </Loaded>
      <BankDrawer open={making} onClose={() => setMaking(false)} onMade={(id) => go(`/questions/${id}`)} />
    </>
  )
}
