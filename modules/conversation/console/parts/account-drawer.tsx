import { type SettingField, settingFits } from '@grove/channel-kit/contract'
import { useT } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { FormDrawer, useToast } from '@grove/ui'
import { Form, Input, Select, Switch } from 'antd'
import { type ChannelAccount, type listChannelsRoute as List, listChannelsRoute, saveChannelAccountRoute } from '../../contract/index.ts'
import { channelName } from './send-columns.tsx'

type Kind = OutputOf<typeof List>['items'][number]

/** Connects an account, or changes one; a secret left empty stays as it is. */
export function AccountDrawer({
  kind,
  account,
  onClose,
  onSaved,
}: {
  kind: Kind
  account: Partial<ChannelAccount>
  onClose: () => void
  onSaved: (id: number) => void
}) {
  const t = useT()
  const toast = useToast()
  const settings = Object.fromEntries(
    kind.settings.filter((field) => field.kind !== 'secret').map((field) => [field.key, account.settings?.[field.key] ?? '']),
  )
  return (
    <FormDrawer
      open
      title={
        account.id
          ? t('channel.edit_title', { name: account.name ?? '' })
          : t('channel.connect_title', { channel: channelName(t, kind.kind) })
      }
      route={saveChannelAccountRoute}
      initial={{ name: account.name ?? '', settings, off: account.state === 'off' }}
      toInput={(values) => ({ ...values, kind: kind.kind, ...(account.id ? { id: account.id } : {}), settings: compact(values.settings) })}
      invalidates={[listChannelsRoute]}
      onClose={onClose}
      onDone={({ id }) => {
        toast.done(t('channel.saved'))
        onSaved(id)
      }}
    >
      <Form.Item name="name" label={t('channel.name')} rules={[{ required: true, message: t('announce.needed') }]}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      {kind.settings.map((field) => (
        <Setting key={field.key} field={field} kept={account.id !== undefined} />
      ))}
      <Form.Item name="off" label={t('channel.off')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}

function Setting({ field, kept }: { field: SettingField; kept: boolean }) {
  const t = useT()
  const secretKept = field.kind === 'secret' && kept
  const what = field.hintKey ? t(field.hintKey) : undefined
  const hint = secretKept ? (
    <>
      <div>{t('channel.secret_kept')}</div>
      {what}
    </>
  ) : (
    what
  )
  return (
    <Form.Item
      name={['settings', field.key]}
      label={t(field.labelKey)}
      extra={hint}
      rules={[
        ...(field.required && !secretKept ? [{ required: true, message: t('announce.needed') }] : []),
        { validator: async (_, value: string | undefined) => fits(field, value) || Promise.reject(new Error(t('channel.setting_wrong'))) },
      ]}
    >
      {field.kind === 'secret' ? (
        <Input.Password autoComplete="new-password" />
      ) : field.kind === 'select' ? (
        <Select allowClear options={(field.options ?? []).map((option) => ({ value: option.value, label: t(option.labelKey) }))} />
      ) : (
        <Input />
      )}
    </Form.Item>
  )
}

const fits = (field: SettingField, value = '') => value.trim() === '' || settingFits(field, value.trim())

const compact = (settings: Readonly<Record<string, string | undefined>> | undefined) =>
  Object.fromEntries(Object.entries(settings ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
