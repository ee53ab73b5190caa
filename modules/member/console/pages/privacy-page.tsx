import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Can, FormDrawer, ListPanel, PageHeader, Section, TimeText, UrlTabs, useToast } from '@grove/ui'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { type ConsentPurpose, listBlocks, listConsentTexts, saveConsentText, takeUpAgain } from '../../contract/index.ts'
import '../parts/member.css'

const PURPOSES = ['messages', 'profile', 'card'] as const

/** /members/privacy — wordings people agree to, do-not-disturb, blacklist. */
export default function PrivacyPage() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('member.privacy.title')} hint={t('member.privacy.hint')} back="/members" />
      <UrlTabs
        tabs={[
          { key: 'texts', label: t('member.privacy.texts'), content: <Texts /> },
          { key: 'quiet', label: t('member.block.do_not_disturb'), content: <Blocked kind="do_not_disturb" /> },
          { key: 'blacklist', label: t('member.block.blacklist'), content: <Blocked kind="blacklist" /> },
          { key: 'erased', label: t('member.privacy.erased'), content: <Erased /> },
        ]}
      />
    </>
  )
}

function Texts() {
  const t = useT()
  const texts = useRoute(listConsentTexts, {})
  const [editing, setEditing] = useState<ConsentPurpose>()
  const newest = (purpose: ConsentPurpose) => texts.data?.items.find((one) => one.purpose === purpose)
  return (
    <>
      {PURPOSES.map((purpose) => {
        const text = newest(purpose)
        return (
          <Section key={purpose} title={t(`member.consent.${purpose}`)}>
            <p className="g-soft member-hint">{t(`member.consent.${purpose}.hint`)}</p>
            {text ? (
              <>
                <p style={{ whiteSpace: 'pre-wrap' }}>{text.body}</p>
                <p className="g-soft">
                  {t('member.consent.version', { version: text.version })} · <TimeText at={text.createdAt} as="dateTime" />
                </p>
              </>
            ) : (
              <p className="g-soft">{t('member.privacy.no_text')}</p>
            )}
            <Can right="member.privacy">
              <Button size="small" onClick={() => setEditing(purpose)}>
                {t(text ? 'member.privacy.new_version' : 'member.privacy.write')}
              </Button>
            </Can>
          </Section>
        )
      })}
      <FormDrawer
        open={editing !== undefined}
        title={editing ? t(`member.consent.${editing}`) : ''}
        route={saveConsentText}
        initial={{ body: editing ? (newest(editing)?.body ?? '') : '' }}
        toInput={(values) => ({ ...values, purpose: editing ?? 'messages' })}
        invalidates={[listConsentTexts]}
        onClose={() => setEditing(undefined)}
      >
        <p>{t('member.privacy.version_hint')}</p>
        <Form.Item name="body" label={t('member.privacy.body')} required>
          <Input.TextArea rows={8} maxLength={4000} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}

function Blocked({ kind }: { kind: 'do_not_disturb' | 'blacklist' }) {
  const t = useT()
  return (
    <ListPanel
      name={`blocks-${kind}`}
      prefix={kind}
      route={listBlocks}
      input={{ kind }}
      rowKey={(row) => row.memberId}
      onOpen={(row) => `/members/${row.memberId}?tab=privacy`}
      columns={[
        { key: 'name', title: t('member.field.displayName'), render: (row) => row.displayName, phone: 'title' },
        { key: 'reason', title: t('member.block.reason'), render: (row) => row.reason },
        {
          key: 'until',
          title: t('member.block.until'),
          render: (row) => (row.until ? <TimeText at={row.until} as="dateTime" /> : t('member.block.open')),
        },
        { key: 'by', title: t('member.block.by'), render: (row) => row.byName ?? t('member.block.self') },
        { key: 'at', title: t('member.block.at'), render: (row) => <TimeText at={row.at} /> },
      ]}
      empty={{ title: t('member.block.none'), hint: t('member.block.none_hint') }}
    />
  )
}

/** Who is forgotten cannot be listed: nothing is left of them but marks. */
function Erased() {
  const t = useT()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const channels = ['phone', 'email', 'number', 'wecom'] as const
  return (
    <Section>
      <p>{t('member.privacy.erased_hint')}</p>
      <p>{t('member.privacy.erased_ask')}</p>
      <Can right="member.privacy">
        <Button onClick={() => setAsking(true)}>{t('member.privacy.take_up')}</Button>
      </Can>
      <FormDrawer
        open={asking}
        title={t('member.privacy.take_up')}
        route={takeUpAgain}
        initial={{ channel: 'phone' }}
        onClose={() => setAsking(false)}
        onDone={() => toast.done(t('member.privacy.take_up.done'))}
      >
        <Form.Item name="channel" label={t('member.privacy.take_up.by')} required>
          <Select options={channels.map((value) => ({ value, label: t(`member.channel.${value}`) }))} />
        </Form.Item>
        <Form.Item name="externalId" label={t('member.privacy.take_up.value')} required>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="how" label={t('member.privacy.take_up.how')} extra={t('member.privacy.take_up.how_hint')} required>
          <Input maxLength={200} />
        </Form.Item>
      </FormDrawer>
    </Section>
  )
}
