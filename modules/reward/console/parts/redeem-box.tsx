import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Section } from '@grove/ui'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { listIssues, listRewards, redeemIssue } from '../../contract/index.ts'

/** The counter: type the code the member shows, Enter, done. */
export function RedeemBox() {
  const t = useT()
  const [code, setCode] = useState('')
  const redeem = useVerb(redeemIssue, { invalidates: [listIssues, listRewards], onDone: () => setCode('') })
  const submit = () => code.trim() && redeem.mutate({ code: code.trim() })
  return (
    <Section title={t('reward.redeem_title')}>
      <div className="reward-stack reward-counter">
        <label htmlFor="redeem-code">{t('reward.redeem_hint')}</label>
        <div className="reward-row">
          <Input
            id="redeem-code"
            size="large"
            autoFocus
            autoComplete="off"
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value.toUpperCase())}
            onPressEnter={submit}
          />
          <Button size="large" type="primary" loading={redeem.isPending} disabled={!code.trim()} onClick={submit}>
            {t('reward.redeem')}
          </Button>
        </div>
        {redeem.error ? <ErrorText error={redeem.error} /> : null}
        {redeem.data ? (
          <Alert
            type="success"
            showIcon
            title={t('reward.redeemed', { reward: redeem.data.reward, name: redeem.data.memberName })}
            description={redeem.data.why}
          />
        ) : null}
      </div>
    </Section>
  )
}
