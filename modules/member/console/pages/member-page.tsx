import { EditOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, Loaded, PageHeader, Section, type TabSpec, TimeText, UrlTabs, usePathParams, useSlot } from '@grove/ui'
import { Button, Descriptions } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { getMember, type MemberDetail, memberTimeline } from '../../contract/index.ts'
import { AttributeList } from '../parts/attribute-list.tsx'
import { Behaviour } from '../parts/behaviour.tsx'
import { EventTimeline } from '../parts/event-timeline.tsx'
import { IdentityTab } from '../parts/identity-tab.tsx'
import { KindTag } from '../parts/kind-tag.tsx'
import { EditMemberDrawer } from '../parts/member-drawers.tsx'
import { PrivacyTab } from '../parts/privacy-tab.tsx'
import { RevealedContact } from '../parts/revealed-contact.tsx'
import { StageLadder } from '../parts/stage-ladder.tsx'
import { TagEditor } from '../parts/tag-editor.tsx'

const path = z.object({ id: idParam })

/** /members/:id — one person: who they are, where they stand, what happened. */
export default function MemberPage() {
  const { id } = usePathParams(path)
  const member = useRoute(getMember, { id })
  return <Loaded of={member}>{(data) => <Member key={data.id} member={data} />}</Loaded>
}

const FIELDS = ['phone', 'email', 'gender', 'ageBand', 'city', 'cityTier', 'occupation', 'industry', 'employer', 'title'] as const

function Member({ member }: { member: MemberDetail }) {
  const t = useT()
  const [editing, setEditing] = useState(false)
  const slots = useSlot('member.tabs', { memberId: member.id })
  const filled = FIELDS.filter((field) => member[field] !== null)
  const tabs: TabSpec[] = [
    {
      key: 'timeline',
      label: t('member.tab.timeline'),
      content: (
        <Section>
          <EventTimeline route={memberTimeline} input={{ id: member.id }} ofMember />
        </Section>
      ),
    },
    ...slots.map((slot) => ({ key: slot.key, label: t(slot.title), content: slot.content })),
    { key: 'identities', label: t('member.tab.identities'), content: <IdentityTab member={member} /> },
    { key: 'privacy', label: t('member.tab.privacy'), content: <PrivacyTab member={member} /> },
  ]
  return (
    <>
      <PageHeader
        title={member.displayName}
        tags={<KindTag kind={member.kind} />}
        back="/members"
        hint={
          <>
            {t('member.seen')} <TimeText at={member.lastActiveAt} none={t('member.never_active')} />
            {member.source ? ` · ${t('member.came_from', { source: member.source })}` : ''}
          </>
        }
        actions={
          <Can right="member.write">
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {t('member.edit')}
            </Button>
          </Can>
        }
      />
      <Section title={t('member.field.stage')}>
        <StageLadder member={member} />
      </Section>
      <div className="g-columns">
        <div>
          <Section title={t('member.section.profile')}>
            {filled.length === 0 ? <p className="g-soft">{t('member.profile_empty')}</p> : null}
            <Descriptions
              column={1}
              size="small"
              styles={{ label: { color: 'var(--g-soft)' } }}
              items={[
                ...filled.map((field) => ({
                  key: field,
                  label: t(`member.field.${field}`),
                  children: <FieldValue member={member} field={field} />,
                })),
                { key: 'owner', label: t('member.field.owner'), children: member.ownerName ?? t('member.no_owner') },
                { key: 'createdAt', label: t('member.field.createdAt'), children: <TimeText at={member.createdAt} as="dateTime" /> },
              ]}
            />
          </Section>
          <Behaviour memberId={member.id} />
        </div>
        <div>
          <Section title={t('member.field.tags')}>
            <TagEditor member={member} />
          </Section>
          <Section title={t('member.field.attributes')}>
            <AttributeList member={member} />
          </Section>
        </div>
      </div>
      <UrlTabs tabs={tabs} />
      <EditMemberDrawer member={member} open={editing} onClose={() => setEditing(false)} />
    </>
  )
}

function FieldValue({ member, field }: { member: MemberDetail; field: (typeof FIELDS)[number] }) {
  const t = useT()
  if (field === 'phone' || field === 'email') return <RevealedContact memberId={member.id} field={field} masked={member[field] ?? ''} />
  return <>{field === 'gender' ? t(`member.gender.${member.gender ?? 'other'}`) : member[field]}</>
}
