import { PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, Loaded, PageHeader, Section, StateTag, VerbButton } from '@grove/ui'
import { Button, Space, Tag } from 'antd'
import { useState } from 'react'
import { archiveField, listFields, type MemberField, orderFields } from '../../contract/index.ts'
import { FieldDrawer } from '../parts/field-drawer.tsx'
import { FieldUses } from '../parts/field-uses.tsx'
import '../parts/member.css'

/** /members/fields — what else is asked of a member, and who may see it. */
export default function FieldsPage() {
  const { t } = useI18n()
  const fields = useRoute(listFields, {})
  const [editing, setEditing] = useState<MemberField | 'new'>()
  return (
    <>
      <PageHeader
        title={t('member.fields.title')}
        hint={t('member.fields.hint')}
        back="/members"
        actions={
          <Can right="field.manage">
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              {t('member.fields.new')}
            </Button>
          </Can>
        }
      />
      <Loaded of={fields}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('member.fields.none')} hint={t('member.fields.none_hint')} />
          ) : (
            <Section>
              {items.map((field, at) => (
                <Line key={field.key} field={field} keys={items.map((one) => one.key)} at={at} onEdit={() => setEditing(field)} />
              ))}
            </Section>
          )
        }
      </Loaded>
      <FieldDrawer field={editing} onClose={() => setEditing(undefined)} />
    </>
  )
}

function Line({ field, keys, at, onEdit }: { field: MemberField; keys: readonly string[]; at: number; onEdit: () => void }) {
  const { t, locale } = useI18n()
  const [asking, setAsking] = useState(false)
  const higher = keys.map((key, place) => (place === at - 1 ? (keys[at] ?? key) : place === at ? (keys[at - 1] ?? key) : key))
  const label = locale === 'zh' ? field.labelZh : field.labelEn
  return (
    <div className="member-line">
      <div>
        <strong>{label}</strong> <span className="g-soft">{field.key}</span>
        <div>
          <Tag>{t(`member.fields.type.${field.type}`)}</Tag>
          {field.required ? <Tag>{t('member.fields.required')}</Tag> : null}
          {field.roles ? (
            <Tag>{t('member.fields.for_roles', { roles: field.roles.map((one) => t(`staff.role.${one}`)).join(t('member.comma')) })}</Tag>
          ) : null}
          {field.archivedAt ? <StateTag tone="idle">{t('member.fields.archived')}</StateTag> : null}
        </div>
        {field.options.length ? <div className="g-soft">{field.options.join(t('member.comma'))}</div> : null}
      </div>
      <Space wrap>
        <Button size="small" onClick={() => setAsking(true)}>
          {t('member.fields.uses')}
        </Button>
        <Can right="field.manage">
          {at > 0 ? (
            <VerbButton route={orderFields} input={{ keys: higher }} invalidates={[listFields]} button={{ size: 'small' }}>
              {t('member.fields.up')}
            </VerbButton>
          ) : null}
          <Button size="small" onClick={onEdit}>
            {t('member.fields.edit')}
          </Button>
          <VerbButton
            route={archiveField}
            input={{ key: field.key, archived: field.archivedAt === null }}
            invalidates={[listFields]}
            button={{ size: 'small' }}
          >
            {t(field.archivedAt ? 'member.fields.restore' : 'member.fields.archive')}
          </VerbButton>
        </Can>
      </Space>
      <FieldUses fieldKey={asking ? field.key : undefined} title={label} onClose={() => setAsking(false)} />
    </div>
  )
}
