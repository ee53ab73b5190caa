import { useRoute } from '@grove/client/react'
import { useCommunities } from '@grove/community/console'
import { communityType, listMemberships } from '@grove/community/contract'
import { useT } from '@grove/i18n/react'
import { DayTimeField } from '@grove/ui'
import { Button, Checkbox, Form, type FormInstance, Input, Radio, Select, Switch } from 'antd'
import { useState } from 'react'
import type { AnnounceValues } from './announce-values.ts'

/** The fields of a manual send: to whom, what, when. */
export function AnnounceFields({ form }: { form: FormInstance<AnnounceValues> }) {
  const t = useT()
  const to = Form.useWatch('to', form) ?? 'filter'
  const when = Form.useWatch('when', form) ?? 'now'
  const needed = [{ required: true, message: t('announce.needed') }]
  return (
    <>
      <Form.Item name="to" label={t('announce.to')} required>
        <Radio.Group
          optionType="button"
          options={(['filter', 'communities', 'members'] as const).map((value) => ({ value, label: t(`announce.to.${value}`) }))}
        />
      </Form.Item>
      <Audience to={to} form={form} />
      <Form.Item name="title" label={t('announce.title')} extra={t('announce.title_hint')} rules={needed}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="text" label={t('announce.text')} rules={needed} extra={<Variables form={form} members={to === 'members'} />}>
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 16 }} maxLength={4000} showCount />
      </Form.Item>
      <Form.Item label={t('announce.link')} extra={t('announce.link_hint')}>
        <div className="s-pair">
          <Form.Item name="linkUrl" noStyle rules={[{ type: 'url', message: t('announce.link_wrong') }]}>
            <Input placeholder="https://" aria-label={t('announce.link_url')} />
          </Form.Item>
          <Form.Item name="linkTitle" noStyle>
            <Input maxLength={120} placeholder={t('announce.link_title')} aria-label={t('announce.link_title')} />
          </Form.Item>
        </div>
      </Form.Item>
      {to === 'members' ? null : (
        <Form.Item className="s-ticks">
          <Form.Item name="mentionAll" valuePropName="checked" noStyle>
            <Checkbox>{t('send.mention_all')}</Checkbox>
          </Form.Item>
          <Form.Item name="pin" valuePropName="checked" noStyle>
            <Checkbox>{t('send.pinned')}</Checkbox>
          </Form.Item>
        </Form.Item>
      )}
      <Form.Item name="when" label={t('announce.when')} required>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'now', label: t('announce.now') },
            { value: 'later', label: t('announce.later') },
          ]}
        />
      </Form.Item>
      {when === 'later' ? (
        <Form.Item name="at" rules={needed} extra={t('announce.at_hint')}>
          <DayTimeField />
        </Form.Item>
      ) : null}
      <Form.Item name="exempt" label={t('announce.exempt')} required extra={t('announce.exempt_hint')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}

function Audience({ to, form }: { to: AnnounceValues['to']; form: FormInstance<AnnounceValues> }) {
  const t = useT()
  const communityId = Form.useWatch('communityId', form)
  const communities = useCommunities(communityId ?? undefined)
  const [name, setName] = useState('')
  const whom = { id: communityId ?? 0, limit: 50, ...(name.trim() ? { text: name.trim() } : {}) }
  const members = useRoute(listMemberships, whom, { enabled: to === 'members' && Boolean(communityId) })
  const needed = [{ required: true, message: t('announce.needed') }]
  const choices = communities.items.map((one) => ({ value: one.id, label: one.name }))
  const search = { showSearch: { filterOption: false, onSearch: communities.onSearch }, loading: communities.loading, options: choices }
  if (to === 'filter')
    return (
      <Form.Item name="type" label={t('announce.type')}>
        <Select
          allowClear
          placeholder={t('announce.type_any')}
          options={communityType.options.map((value) => ({ value, label: t(`community.type.${value}`) }))}
        />
      </Form.Item>
    )
  if (to === 'communities')
    return (
      <Form.Item name="communityIds" label={t('announce.communities')} rules={needed}>
        <Select mode="multiple" maxTagCount="responsive" {...search} />
      </Form.Item>
    )
  return (
    <>
      <Form.Item name="communityId" label={t('send.community')} rules={needed}>
        <Select {...search} onChange={() => form.setFieldValue('memberIds', [])} />
      </Form.Item>
      <Form.Item name="memberIds" label={t('announce.members')} rules={needed}>
        <Select
          mode="multiple"
          maxTagCount="responsive"
          showSearch={{ filterOption: false, onSearch: setName }}
          loading={members.isFetching}
          disabled={!communityId}
          options={(members.data?.items ?? []).map((one) => ({ value: one.memberId, label: one.displayName }))}
        />
      </Form.Item>
    </>
  )
}

/** Buttons that put a variable at the end of the text: no braces to remember. */
function Variables({ form, members }: { form: FormInstance<AnnounceValues>; members: boolean }) {
  const t = useT()
  const names = members ? ['name', 'community', 'owner'] : ['community', 'owner']
  const insert = (name: string) => {
    const stand = name === 'name' ? `|${t('announce.friend')}` : ''
    form.setFieldValue('text', `${form.getFieldValue('text') ?? ''}{${name}${stand}}`)
    form.getFieldInstance('text')?.focus()
  }
  return (
    <span className="s-variables">
      {t('announce.insert')}
      {names.map((name) => (
        <Button key={name} size="small" onClick={() => insert(name)}>
          {t(`send.variable.${name}`)}
        </Button>
      ))}
    </span>
  )
}
