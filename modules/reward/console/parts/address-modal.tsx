import { useT } from '@grove/i18n/react'
import { CopyText } from '@grove/ui'
import { Button, Modal } from 'antd'
import type { Address, Issue } from '../../contract/index.ts'

/** One address in clear, ready for the carrier's form. */
export function AddressModal(props: { readonly issue: Issue; readonly address: Address | null; readonly onClose: () => void }) {
  const t = useT()
  const { issue, address } = props
  const line = address ? `${address.name} ${address.phone} ${address.address}` : ''
  return (
    <Modal
      open
      title={t('reward.address_of', { reward: issue.reward, name: issue.memberName })}
      onCancel={props.onClose}
      footer={<Button onClick={props.onClose}>{t('reward.close')}</Button>}
    >
      {address ? <CopyText text={line} /> : t('reward.address_none')}
    </Modal>
  )
}
