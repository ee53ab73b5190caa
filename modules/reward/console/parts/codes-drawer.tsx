import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, UploadDrop } from '@grove/ui'
import { Alert, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { addRewardCodes, listRewards, type Reward } from '../../contract/index.ts'

const MAX_BYTES = 2_000_000

/** Codes of a partner's shop, pasted or from a file; every line that can't be taken is named with its reason. */
export function CodesDrawer({ reward, onClose }: { readonly reward: Reward; readonly onClose: () => void }) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const add = useVerb(addRewardCodes, { invalidates: [listRewards], onDone: () => setText('') })
  const fromFile = (file: File) => void file.text().then(setText)
  return (
    <Drawer open title={t('reward.codes_of', { name: reward.name })} onClose={onClose} size={480}>
      <div className="reward-stack">
        {add.error ? <ErrorText error={add.error} /> : null}
        {add.data ? (
          <Alert
            type={add.data.faultCount ? 'warning' : 'success'}
            title={t('reward.codes_added', { added: add.data.added, faults: add.data.faultCount })}
            description={
              add.data.faults.length ? (
                <ul className="reward-faults">
                  {add.data.faults.map((one) => (
                    <li key={one.line}>
                      {t('reward.code_line', { line: one.line, value: one.value })} {t(`reward.code_fault.${one.code}`)}
                    </li>
                  ))}
                </ul>
              ) : undefined
            }
          />
        ) : null}
        <UploadDrop hint={t('reward.codes_file')} accept=".txt,.csv,text/plain,text/csv" maxBytes={MAX_BYTES} onFile={fromFile} />
        <label htmlFor="reward-codes">{t('reward.codes_paste')}</label>
        <Input.TextArea id="reward-codes" rows={10} value={text} maxLength={MAX_BYTES} onChange={(event) => setText(event.target.value)} />
        <Button type="primary" disabled={text.trim() === ''} loading={add.isPending} onClick={() => add.mutate({ id: reward.id, text })}>
          {t('reward.add_codes')}
        </Button>
      </div>
    </Drawer>
  )
}
