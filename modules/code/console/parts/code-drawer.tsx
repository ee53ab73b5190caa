import { useT } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { FormDrawer, useToast } from '@grove/ui'
import { Form, Input, InputNumber, Select, Switch } from 'antd'
import {
  type CodeDetail,
  type CodeKind,
  codeDraft,
  createCode,
  getCode,
  type listCodeTargets as Targets,
  listCodes,
  saveCode,
} from '../../contract/index.ts'
import { Shifts } from './shifts.tsx'

type AccountTargets = OutputOf<typeof Targets>['items'][number]

interface CodeDrawerProps {
  readonly kind: CodeKind
  readonly accounts: readonly AccountTargets[]
  readonly code?: CodeDetail
  readonly onClose: () => void
  readonly onMade?: (id: number) => void
}

/** Makes a code or changes one; the picture people printed stays the same. */
export function CodeDrawer({ kind, accounts, code, onClose, onMade }: CodeDrawerProps) {
  const t = useT()
  const toast = useToast()
  const first = accounts[0]?.id ?? 0
  if (code) {
    const account = accounts.find((one) => one.id === code.accountId)
    return (
      <FormDrawer
        open
        title={t('code.edit', { name: code.name })}
        route={saveCode}
        initial={code.draft}
        toInput={(values) => ({ ...values, id: code.id })}
        invalidates={[getCode, listCodes]}
        onClose={onClose}
        onDone={() => toast.done(t('code.saved'))}
      >
        <Fields kind={kind} account={account} />
      </FormDrawer>
    )
  }
  return (
    <FormDrawer
      open
      title={t(`code.new.${kind}`)}
      route={createCode}
      initial={{ ...codeDraft.omit({ name: true, source: true }).parse({}), accountId: first, kind }}
      toInput={(values) => ({ ...values, kind })}
      invalidates={[listCodes]}
      onClose={onClose}
      onDone={({ id }) => {
        toast.done(t('code.made'))
        onMade?.(id)
      }}
    >
      {accounts.length > 1 ? (
        <Form.Item name="accountId" label={t('code.account')}>
          <Select options={accounts.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      ) : null}
      <Form.Item noStyle dependencies={['accountId']}>
        {({ getFieldValue }) => (
          <Fields kind={kind} account={accounts.find((one) => one.id === getFieldValue('accountId')) ?? accounts[0]} />
        )}
      </Form.Item>
    </FormDrawer>
  )
}

function Fields({ kind, account }: { kind: CodeKind; account: AccountTargets | undefined }) {
  const t = useT()
  const people = (account?.people ?? []).map((one) => ({ value: one.externalId, label: one.name }))
  const groups = (account?.groups ?? []).map((one) => ({
    value: one.externalId,
    label: t('code.group_size', { name: one.name || one.externalId, count: one.members }),
  }))
  return (
    <>
      <Form.Item name="name" label={t('code.name')} extra={t('code.name_hint')} required>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="source" label={t('code.source')} extra={t('code.source_hint')} required>
        <Input maxLength={60} />
      </Form.Item>
      {kind === 'person' ? (
        <>
          <Form.Item name={['duty', 'people']} label={t('code.people')} extra={t('code.people_hint')}>
            <Select mode="multiple" options={people} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Shifts people={people} />
          <Form.Item name={['duty', 'perDay']} label={t('code.per_day')} extra={t('code.per_day_hint')}>
            <InputNumber min={1} max={10_000} precision={0} />
          </Form.Item>
          <Form.Item name={['duty', 'backup']} label={t('code.backup')} extra={t('code.backup_hint')}>
            <Select mode="multiple" options={people} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item name="direct" label={t('code.direct')} extra={t('code.direct_hint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="welcome" label={t('code.welcome')} extra={t('code.welcome_hint')}>
            <Input.TextArea rows={4} maxLength={1000} />
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item
            name={['rooms', 'groups']}
            label={t('code.groups')}
            extra={t('code.groups_hint', { most: account?.most.group ?? 0, full: account?.fullAt ?? 0 })}
            required
          >
            <Select mode="multiple" options={groups} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item
            name={['rooms', 'autoCreate']}
            label={t('code.auto_create')}
            extra={t('code.auto_create_hint')}
            valuePropName="checked"
          >
            <Switch />
          </Form.Item>
          <Form.Item name={['rooms', 'baseName']} label={t('code.base_name')} extra={t('code.base_name_hint')}>
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name={['rooms', 'warnSeats']} label={t('code.warn_seats')} extra={t('code.warn_seats_hint')}>
            <InputNumber min={0} max={1000} precision={0} />
          </Form.Item>
        </>
      )}
      <Form.Item name="tags" label={t('code.tags')} extra={t('code.tags_hint')}>
        <Select mode="tags" open={false} tokenSeparators={[',', '，', ' ']} suffixIcon={null} />
      </Form.Item>
    </>
  )
}
