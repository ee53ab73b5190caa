import { useI18n } from '@grove/i18n/react'
import { Section, VerbButton } from '@grove/ui'
import { Form, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { type CockpitView, getCockpit, settleGuess } from '../../contract/index.ts'

/** How it came out, told by the owner: winners and prizes follow. */
export function SettleGuess({ view }: { readonly view: CockpitView }) {
  const { t } = useI18n()
  const [result, setResult] = useState<string>()
  const options = view.shown?.options ?? []
  const label = options.find((option) => option.key === result)?.label ?? result ?? ''
  const closed = view.closesAt !== null && new Date(view.closesAt) <= new Date(view.now)
  return (
    <Section title={t('activity.guess.settle')}>
      {closed ? <p className="g-soft">{t('activity.guess.wait_hint')}</p> : null}
      <Form layout="inline">
        <Form.Item label={t('activity.guess.result')} htmlFor="guess-result" required>
          {options.length === 0 ? (
            <InputNumber
              id="guess-result"
              stringMode
              value={result ?? null}
              onChange={(value: string | number | null) => setResult(value === null ? undefined : String(value))}
            />
          ) : (
            <Select
              id="guess-result"
              className="activity-result"
              value={result ?? null}
              onChange={(key: string | null) => setResult(key ?? undefined)}
              options={options.map((option) => ({ value: option.key, label: `${option.key} ${option.label}` }))}
            />
          )}
        </Form.Item>
        <VerbButton
          route={settleGuess}
          input={{ id: view.id, result: result ?? '' }}
          invalidates={[getCockpit]}
          confirm={{
            title: t('activity.guess.settle_ask', { result: label }),
            body: t('activity.guess.settle_hint'),
            ok: t('activity.guess.settle'),
          }}
          button={{ type: 'primary', disabled: !result }}
        >
          {t('activity.guess.settle')}
        </VerbButton>
      </Form>
    </Section>
  )
}
