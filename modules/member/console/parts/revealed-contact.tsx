import { EyeOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Can, useToast } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { revealContact } from '../../contract/index.ts'

/** A masked phone or e-mail; who has the right may see it whole, and the look is written down. */
export function RevealedContact({ memberId, field, masked }: { memberId: number; field: 'phone' | 'email'; masked: string }) {
  const t = useT()
  const toast = useToast()
  const [values, setValues] = useState<readonly string[]>()
  const reveal = useVerb(revealContact)
  const show = () => reveal.mutate({ id: memberId, field }, { onSuccess: (answer) => setValues(answer.values), onError: toast.failed })
  if (values) return <span title={t('member.reveal.done')}>{values.join(t('member.comma')) || t('member.reveal.none')}</span>
  return (
    <span>
      {masked}{' '}
      <Can right="member.reveal">
        <Button type="text" size="small" icon={<EyeOutlined />} aria-label={t('member.reveal')} loading={reveal.isPending} onClick={show} />
      </Can>
    </span>
  )
}
