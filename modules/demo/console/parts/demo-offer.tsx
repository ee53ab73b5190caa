import { useI18n } from '@grove/i18n/react'
import { Button } from 'antd'
import { DemoMaker } from './demo-maker.tsx'

/** Offered once, after the first account was made. */
export default function DemoOffer({ onDone, onSkip }: { onDone: () => void; onSkip: () => void }) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('demo.offer.title')}</h2>
      <p>{t('demo.offer.text')}</p>
      <DemoMaker onOpen={onDone} />
      <Button type="text" onClick={onSkip}>
        {t('demo.offer.skip')}
      </Button>
    </section>
  )
}
