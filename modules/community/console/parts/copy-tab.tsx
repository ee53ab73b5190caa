import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, FormDrawer, Section } from '@grove/ui'
import { Button, Descriptions, Form, Input } from 'antd'
import { useState } from 'react'
import { type CommunityDetail, communityTimeline, type FourBlocks, getCommunity, updateCommunity } from '../../contract/index.ts'
import './community.css'

const BLOCKS = ['theme', 'services', 'forbidden', 'encouraged'] as const
type Part = 'announcement' | 'welcome' | 'rules'

/** Announcement and welcome in their four blocks, and the rules with what follows. */
export function CopyTab({ community }: { community: CommunityDetail }) {
  const { t } = useI18n()
  const [editing, setEditing] = useState<Part>()
  const edit = (part: Part) =>
    community.allowed.includes('edit') ? (
      <Can right="community.write">
        <Button icon={<EditOutlined />} onClick={() => setEditing(part)}>
          {t('community.edit')}
        </Button>
      </Can>
    ) : null
  return (
    <>
      <div className="g-columns">
        {(['announcement', 'welcome'] as const).map((part) => (
          <Section key={part} title={t(`community.${part}`)} extra={edit(part)}>
            <BlockList blocks={community[part]} />
          </Section>
        ))}
      </div>
      <Section title={t('community.rules')} extra={edit('rules')}>
        {community.rules.length === 0 ? (
          <EmptyState compact title={t('community.rules.empty')} hint={t('community.rules.empty_hint')} />
        ) : (
          <ol>
            {community.rules.map((rule) => (
              <li key={rule.id}>
                {rule.text}
                {rule.penalty ? <span className="g-soft"> → {rule.penalty}</span> : null}
              </li>
            ))}
          </ol>
        )}
      </Section>
      {editing ? <CopyDrawer community={community} part={editing} onClose={() => setEditing(undefined)} /> : null}
    </>
  )
}

function BlockList({ blocks }: { blocks: FourBlocks }) {
  const { t } = useI18n()
  return (
    <Descriptions
      column={1}
      size="small"
      layout="vertical"
      styles={{ label: { color: 'var(--g-soft)' } }}
      items={BLOCKS.map((name) => ({
        key: name,
        label: t(`community.block.${name}`),
        children: <p className="community-text">{blocks[name] || '–'}</p>,
      }))}
    />
  )
}

function CopyDrawer({ community, part, onClose }: { community: CommunityDetail; part: Part; onClose: () => void }) {
  const { t } = useI18n()
  return (
    <FormDrawer
      open
      title={t('community.edit_part', { part: t(`community.${part}`) })}
      route={updateCommunity}
      width={640}
      initial={{ [part]: community[part] }}
      toInput={(values) => ({ ...values, id: community.id, ...(values.rules ? { rules: numbered(values.rules) } : {}) })}
      invalidates={[getCommunity, communityTimeline]}
      onClose={onClose}
    >
      {part === 'rules' ? (
        <RuleFields />
      ) : (
        BLOCKS.map((name) => (
          <Form.Item key={name} name={[part, name]} label={t(`community.block.${name}`)} extra={t(`community.block.${name}.hint`)}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} showCount />
          </Form.Item>
        ))
      )}
    </FormDrawer>
  )
}

/** A rule keeps its id while it is edited, a new one gets the next free. */
function numbered<R extends { id?: string }>(rules: readonly R[]): (R & { id: string })[] {
  const taken = new Set(rules.flatMap((rule) => rule.id ?? []))
  let next = 1
  return rules.map((rule) => {
    if (rule.id) return { ...rule, id: rule.id }
    while (taken.has(`r${next}`)) next++
    taken.add(`r${next}`)
    return { ...rule, id: `r${next}` }
  })
}

function RuleFields() {
  const { t } = useI18n()
  return (
    <Form.List name="rules">
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <div key={row.key} className="community-rule">
              <Form.Item name={[row.name, 'text']} rules={[{ required: true, message: t('ui.issue.required') }]}>
                <Input maxLength={300} placeholder={t('community.rules.text')} aria-label={t('community.rules.text')} />
              </Form.Item>
              <Form.Item name={[row.name, 'penalty']}>
                <Input maxLength={200} placeholder={t('community.rules.penalty')} aria-label={t('community.rules.penalty')} />
              </Form.Item>
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('community.rules.remove')} onClick={() => remove(row.name)} />
            </div>
          ))}
          <Button type="dashed" block icon={<PlusOutlined />} disabled={rows.length >= 30} onClick={() => add({ text: '', penalty: '' })}>
            {t('community.rules.add')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
