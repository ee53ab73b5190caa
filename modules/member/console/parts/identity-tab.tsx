import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Can, FormDrawer, Section, TimeText, VerbButton } from '@grove/ui'
import { Button, Form, InputNumber } from 'antd'
import { useState } from 'react'
import {
  getMember,
  listDuplicates,
  listMembers,
  listMerges,
  type MemberDetail,
  memberTimeline,
  mergeMembers,
  undoMerge,
} from '../../contract/index.ts'
import './member.css'

/** What the person is recognised by, and the records that went into this one. */
export function IdentityTab({ member }: { member: MemberDetail }) {
  const t = useT()
  const [merging, setMerging] = useState(false)
  const merges = useRoute(listMerges, { id: member.id })
  const invalidates = [getMember, listMembers, listMerges, listDuplicates, memberTimeline]
  return (
    <>
      <Section title={t('member.field.identities')}>
        <p className="g-soft member-hint">{t('member.identities.hint')}</p>
        {member.identities.length === 0 ? <p className="g-soft">{t('member.identities.none')}</p> : null}
        {member.identities.map(({ channel, externalId }, at) => {
          const key = `member.channel.${channel}`
          return (
            <div key={`${channel}-${at}`} className="member-line">
              <span className="g-soft">{t.has(key) ? t(key) : channel}</span> <span>{externalId}</span>
            </div>
          )
        })}
      </Section>
      <Section title={t('member.merges.title')}>
        <p className="g-soft member-hint">{t('member.merges.hint')}</p>
        {merges.data?.items.length === 0 ? <p className="g-soft">{t('member.merges.none')}</p> : null}
        {merges.data?.items.map((one, at) => (
          <div key={one.id} className="member-line">
            <div>
              {one.loserName} <span className="g-soft">#{one.loserId}</span>
              <div className="g-soft">
                <TimeText at={one.at} as="dateTime" />
              </div>
            </div>
            {at === 0 ? (
              <Can right="member.merge">
                <VerbButton
                  route={undoMerge}
                  input={{ id: one.id }}
                  invalidates={invalidates}
                  confirm={{
                    title: t('member.merges.undo_ask', { name: one.loserName }),
                    body: t('member.merges.undo_body'),
                    ok: t('member.merges.undo'),
                  }}
                  done={t('member.merges.undone')}
                  button={{ size: 'small' }}
                >
                  {t('member.merges.undo')}
                </VerbButton>
              </Can>
            ) : null}
          </div>
        ))}
        <Can right="member.merge">
          <Button size="small" type="dashed" onClick={() => setMerging(true)}>
            {t('member.merge.other')}
          </Button>
        </Can>
      </Section>
      <FormDrawer
        open={merging}
        title={t('member.merge.other')}
        route={mergeMembers}
        submit={t('member.merge.action')}
        toInput={(values) => ({ ...values, winnerId: member.id })}
        invalidates={invalidates}
        onClose={() => setMerging(false)}
      >
        <p>{t('member.merge.body')}</p>
        <Form.Item name="loserId" label={t('member.merge.number')} extra={t('member.merge.number_hint')} required>
          <InputNumber min={1} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
