import { DownloadOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, FormDrawer, Loaded, Section, StateTag, TimeText, useConfirm, useDownload, useToast, VerbButton } from '@grove/ui'
import { useVerb } from '@grove/client/react'
import { Button, DatePicker, Form, Input, Select, Space } from 'antd'
import { useState } from 'react'
import {
  type Block,
  blockMember,
  type Consent,
  eraseMember,
  exportMemberData,
  getMember,
  listMembers,
  type MemberDetail,
  memberPrivacy,
  memberTimeline,
  recordConsent,
  unblockMember,
  withdrawConsent,
} from '../../contract/index.ts'
import './member.css'

const PURPOSES = ['messages', 'profile', 'card'] as const

/** What somebody agreed to, the lists they are on, their file, and forgetting them. */
export function PrivacyTab({ member }: { member: MemberDetail }) {
  const { t } = useI18n()
  const privacy = useRoute(memberPrivacy, { id: member.id })
  const file = useDownload(exportMemberData, `member-${member.id}.json`)
  return (
    <Loaded of={privacy}>
      {(data) => (
        <>
          <Consents member={member} consents={data.consents} />
          <Blocks member={member} blocks={data.blocks} />
          <Can right="member.privacy">
            <Section title={t('member.privacy.data')}>
              <p className="g-soft member-hint">{t('member.privacy.data_hint')}</p>
              <Space wrap>
                <Button icon={<DownloadOutlined />} loading={file.busy} onClick={() => file.start({ id: member.id })}>
                  {t('member.privacy.download')}
                </Button>
                <EraseButton member={member} />
              </Space>
            </Section>
          </Can>
        </>
      )}
    </Loaded>
  )
}

function Consents({ member, consents }: { member: MemberDetail; consents: readonly Consent[] }) {
  const { t } = useI18n()
  const invalidates = [memberPrivacy, memberTimeline]
  return (
    <Section title={t('member.privacy.consents')}>
      {PURPOSES.map((purpose) => {
        const standing = consents.find((one) => one.purpose === purpose && one.withdrawnAt === null)
        const input = { id: member.id, purpose }
        return (
          <div key={purpose} className="member-line">
            <div>
              <strong>{t(`member.consent.${purpose}`)}</strong>{' '}
              <StateTag tone={standing ? 'good' : 'idle'}>{t(standing ? 'member.consent.given' : 'member.consent.not_given')}</StateTag>
              {standing ? (
                <div className="g-soft">
                  {t('member.consent.version', { version: standing.version })} · {t(`member.consent.channel.${standing.channel}`)} ·{' '}
                  <TimeText at={standing.givenAt} as="dateTime" />
                  <div>{standing.text}</div>
                </div>
              ) : null}
            </div>
            <Can right="member.write">
              {standing ? (
                <VerbButton route={withdrawConsent} input={input} invalidates={invalidates} button={{ size: 'small' }}>
                  {t('member.consent.withdraw')}
                </VerbButton>
              ) : (
                <VerbButton route={recordConsent} input={input} invalidates={invalidates} button={{ size: 'small' }}>
                  {t('member.consent.record')}
                </VerbButton>
              )}
            </Can>
          </div>
        )
      })}
      {consents.some((one) => one.withdrawnAt) ? (
        <ul className="g-soft">
          {consents
            .filter((one) => one.withdrawnAt)
            .map((one) => (
              <li key={one.id}>
                {t(`member.consent.${one.purpose}`)} · {t('member.consent.version', { version: one.version })} ·{' '}
                {t('member.consent.withdrawn')} <TimeText at={one.withdrawnAt} as="dateTime" />
              </li>
            ))}
        </ul>
      ) : null}
    </Section>
  )
}

function Blocks({ member, blocks }: { member: MemberDetail; blocks: readonly Block[] }) {
  const { t } = useI18n()
  const [adding, setAdding] = useState(false)
  const invalidates = [memberPrivacy, memberTimeline, getMember]
  return (
    <Section title={t('member.privacy.blocks')}>
      <p className="g-soft member-hint">{t('member.privacy.blocks_hint')}</p>
      {blocks.map((block) => (
        <div key={block.kind} className="member-line">
          <div>
            <StateTag tone={block.kind === 'blacklist' ? 'bad' : 'warn'}>{t(`member.block.${block.kind}`)}</StateTag> {block.reason}
            <div className="g-soft">
              {block.until ? t('member.block.until') : t('member.block.open')}{' '}
              {block.until ? <TimeText at={block.until} as="dateTime" /> : null}
              {block.byName ? ` · ${block.byName}` : ''}
            </div>
          </div>
          <Can right="member.block">
            <VerbButton
              route={unblockMember}
              input={{ id: member.id, kind: block.kind }}
              invalidates={invalidates}
              button={{ size: 'small' }}
            >
              {t('member.block.remove')}
            </VerbButton>
          </Can>
        </div>
      ))}
      <Can right="member.block">
        <Button size="small" type="dashed" onClick={() => setAdding(true)}>
          {t('member.block.add')}
        </Button>
      </Can>
      <FormDrawer
        open={adding}
        title={t('member.block.add')}
        route={blockMember}
        initial={{ kind: 'do_not_disturb' }}
        toInput={(values) => ({ ...values, id: member.id })}
        invalidates={invalidates}
        onClose={() => setAdding(false)}
      >
        <Form.Item name="kind" label={t('member.block.list')} extra={t('member.block.list_hint')}>
          <Select options={(['do_not_disturb', 'blacklist'] as const).map((value) => ({ value, label: t(`member.block.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('member.block.reason')} required>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="until"
          label={t('member.block.until')}
          extra={t('member.block.until_hint')}
          getValueProps={() => ({})}
          normalize={(value?: { toDate: () => Date } | null) => value?.toDate() ?? null}
        >
          <DatePicker showTime style={{ width: '100%' }} />
        </Form.Item>
      </FormDrawer>
    </Section>
  )
}

function EraseButton({ member }: { member: MemberDetail }) {
  const { t } = useI18n()
  const ask = useConfirm()
  const toast = useToast()
  const erase = useVerb(eraseMember, { invalidates: [getMember, listMembers, memberPrivacy, memberTimeline] })
  const run = async () => {
    const question = {
      title: t('member.erase.ask', { name: member.displayName }),
      body: t('member.erase.body'),
      ok: t('member.erase.action'),
    }
    if (!(await ask({ ...question, danger: true, typed: member.displayName }))) return
    const input = { id: member.id, confirm: member.displayName }
    erase.mutate(input, { onSuccess: () => toast.done(t('member.erase.done')), onError: toast.failed })
  }
  return (
    <Button danger loading={erase.isPending} onClick={() => void run()}>
      {t('member.erase.action')}
    </Button>
  )
}
